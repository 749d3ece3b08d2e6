import { notifierEndpoints, type Delivery, type ShownDelivery } from '@wallet/operator-contract';
import type { Command } from 'commander';
import type { Cli, CommandGroup } from './cli';
import { finish, type JsonOption } from './finish-command';
import { table } from '../terminal/table';
import { paymentHelp, subjectNamed } from './payment-help';
import { addReplay, addResolve } from './dead-deliveries';
import { answerText } from '../answers/attempt-text';

const kinds = 'NOTIFY_PAYMENT, AUTHCODE_CREATED, TOKEN_CREATED or TOKEN_CANCELED';

interface ListOptions extends JsonOption {
  readonly state?: string;
  readonly kind?: string;
  readonly subject?: string;
  readonly limit?: string;
}

/** `deliveries list | show | replay | resolve`, at the notifier's operator endpoint. */
export const deliveryCommands: CommandGroup = (program, cli) => {
  const deliveries = program.command('deliveries').description('The notices to Alipay+, and what became of each.');
  addList(deliveries, cli);
  addShow(deliveries, cli);
  addReplay(deliveries, cli);
  addResolve(deliveries, cli);
};

function addList(deliveries: Command, cli: Cli): void {
  const command = deliveries
    .command('list')
    .description('List deliveries, the newest first. Never shows what they say.')
    .option('--state <state>', 'RETRYING, ACKED, DEAD, SUPERSEDED or RESOLVED')
    .option('--kind <kind>', kinds)
    .option('--subject <subject>', `${paymentHelp} of a payment, or ["authClientId","referenceAgreementId"]`)
    .option('--limit <number>', 'how many, 500 at most (default 50)')
    .action(async ({ json, state, kind, subject, limit }: ListOptions) => {
      const query = { state, kind, subject: await subjectNamed(cli, subject), limit };
      const list = await cli.client('notifier').call(notifierEndpoints.listDeliveries, { query });
      cli.print(json ? JSON.stringify(list) : listText(list.deliveries));
    });
  finish(command, ['deliveries list --state DEAD', 'deliveries list --kind TOKEN_CREATED --limit 500 --json']);
}

function addShow(deliveries: Command, cli: Cli): void {
  const command = deliveries
    .command('show')
    .description('Show a delivery with its attempts; what it says only of a NOTIFY_PAYMENT.')
    .argument('<id>', 'delivery id, as deliveries list shows it')
    .action(async (id: string, { json }: JsonOption) => {
      const shown = await cli.client('notifier').call(notifierEndpoints.showDelivery, { params: { id } });
      cli.print(json ? JSON.stringify(shown) : shownText(shown));
    });
  finish(command, ['deliveries show 4711', 'deliveries show 4711 --json']);
}

function listText(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return 'no deliveries';
  return table([
    ['id', 'kind', 'state', 'attempts', 'last answer', 'next attempt at', 'subject'],
    ...deliveries.map((delivery) => [
      delivery.deliveryId,
      delivery.kind,
      delivery.state,
      String(delivery.attempts),
      delivery.lastResultCode ?? delivery.lastError ?? '-',
      delivery.nextAttemptAt ?? '-',
      delivery.subject,
    ]),
  ]);
}

function shownText({ delivery, attempts, payload }: ShownDelivery): string {
  const head = table([
    ['delivery id', delivery.deliveryId],
    ['kind', delivery.kind],
    ['subject', delivery.subject],
    ['state', delivery.state],
    ['to', (delivery.origin ?? 'the agreed address, ') + (delivery.path ?? '')],
    ['created at', delivery.createdAt],
    ['updated at', delivery.updatedAt],
    ['next attempt at', delivery.nextAttemptAt ?? '-'],
  ]);
  const lines = attempts.map((attempt) => [
    String(attempt.number),
    attempt.startedAt,
    attempt.finishedAt ?? '-',
    answerText(attempt),
  ]);
  const tried =
    lines.length === 0 ? 'no attempts' : table([['attempt', 'started at', 'finished at', 'answer'], ...lines]);
  return [head, tried, ...(payload === undefined ? [] : [payload])].join('\n\n');
}
