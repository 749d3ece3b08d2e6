import type { Command } from 'commander';
import { z } from 'zod';
import type { Cli, CommandGroup } from '../cli';
import { finish, type JsonOption } from '../finish-command';
import { table } from '../table';

const deliverySchema = z.object({
  deliveryId: z.string(),
  kind: z.string(),
  subject: z.string(),
  state: z.string(),
  attempts: z.number(),
  lastOutcome: z.string().optional(),
  lastResultCode: z.string().optional(),
  lastError: z.string().optional(),
  nextAttemptAt: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
type Delivery = z.infer<typeof deliverySchema>;
const listSchema = z.object({ deliveries: z.array(deliverySchema) });
const resentSchema = z.object({ delivery: deliverySchema });

const path = '/operator/v1/deliveries';

interface ListOptions extends JsonOption {
  readonly state?: string;
  readonly kind?: string;
  readonly subject?: string;
  readonly limit?: string;
}

/** `deliveries list | resend`, at the notifier's operator endpoint. */
export const deliveryCommands: CommandGroup = (program, cli) => {
  const deliveries = program.command('deliveries').description('The notices to Alipay+, and what became of each.');
  addList(deliveries, cli);
  addResend(deliveries, cli);
};

function addList(deliveries: Command, cli: Cli): void {
  const command = deliveries
    .command('list')
    .description('List deliveries, the newest first. Never shows what they say.')
    .option('--state <state>', 'RETRYING, ACKED, DEAD or SUPERSEDED')
    .option('--kind <kind>', 'NOTIFY_PAYMENT, AUTHCODE_CREATED, TOKEN_CREATED or TOKEN_CANCELED')
    .option('--subject <subject>', 'a paymentRequestId, or ["authClientId","referenceAgreementId"]')
    .option('--limit <number>', 'how many, 500 at most (default 50)')
    .action(async ({ json, state, kind, subject, limit }: ListOptions) => {
      const given = Object.entries({ state, kind, subject, limit }).filter(([, value]) => value !== undefined);
      const query = new URLSearchParams(given as [string, string][]).toString();
      const list = await cli.client('notifier').get(query ? `${path}?${query}` : path, listSchema);
      cli.print(json ? JSON.stringify(list) : listText(list.deliveries));
    });
  finish(command, ['deliveries list --state DEAD', 'deliveries list --kind TOKEN_CREATED --limit 500 --json']);
}

function addResend(deliveries: Command, cli: Cli): void {
  const command = deliveries
    .command('resend')
    .description('Send a DEAD delivery again, at once and then by the schedule: first remove what made it DEAD.')
    .argument('<id>', 'delivery id, as deliveries list shows it')
    .action(async (id: string, { json }: JsonOption) => {
      const resent = await cli.client('notifier').post(`${path}/${encodeURIComponent(id)}/resend`, resentSchema);
      const { deliveryId, kind, subject } = resent.delivery;
      cli.print(json ? JSON.stringify(resent) : `delivery ${deliveryId} (${kind} of ${subject}) is sent again`);
    });
  finish(command, ['deliveries resend 4711', 'deliveries resend 4711 --json']);
}

function listText(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return 'no deliveries';
  return table([
    ['id', 'kind', 'state', 'attempts', 'last answer', 'next attempt at', 'subject'],
    ...deliveries.map((delivery) => [
      ...[delivery.deliveryId, delivery.kind, delivery.state, String(delivery.attempts)],
      delivery.lastResultCode ?? delivery.lastError ?? '-',
      delivery.nextAttemptAt ?? '-',
      delivery.subject,
    ]),
  ]);
}
