import type { Command } from 'commander';
import { z } from 'zod';
import { changing, confirmed, type ChangeOptions } from '../change-command';
import type { Cli, CommandGroup } from '../cli';
import { finish, type JsonOption } from '../finish-command';
import { table } from '../table';

const agreementSchema = z.object({
  agreementId: z.string(),
  authClientId: z.string(),
  referenceAgreementId: z.string(),
  authClientName: z.string(),
  scopes: z.array(z.string()),
  status: z.string(),
  madeAt: z.string(),
  cancelledAt: z.string().optional(),
});
const listSchema = z.object({ agreements: z.array(agreementSchema) });
const changeSchema = z.object({ changed: z.boolean(), agreement: agreementSchema });

const path = '/operator/v1/agreements';

/** `agreement list | revoke`, at auth's operator endpoint. */
export const agreementCommands: CommandGroup = (program, cli) => {
  const agreement = program.command('agreement').description('What customers have agreed to, and with whom.');
  addList(agreement, cli);
  addRevoke(agreement, cli);
};

function addList(agreement: Command, cli: Cli): void {
  const command = agreement
    .command('list')
    .description('List the agreements of a customer.')
    .argument('<customer>', 'login id (852-52412345) or customer id (16 digits)')
    .action(async (customer: string, { json }: JsonOption) => {
      const list = await cli.client('auth').get(`${path}?customer=${encodeURIComponent(customer)}`, listSchema);
      cli.print(json ? JSON.stringify(list) : listText(list));
    });
  finish(command, ['agreement list 852-52412345', 'agreement list 2160000000000001 --json']);
}

function addRevoke(agreement: Command, cli: Cli): void {
  const command = agreement
    .command('revoke')
    .description('End an agreement, whatever Alipay+ thinks of it: its tokens stop working. Doing it twice is fine.')
    .argument('<id>', 'agreement id, as agreement list shows it')
    .action(async (id: string, options: ChangeOptions) => {
      const note = await confirmed(cli, options, `Revoke agreement ${id}: its tokens stop working for ever.`);
      const result = await cli.client('auth').post(`${path}/${encodeURIComponent(id)}/revoke`, changeSchema, note);
      const { agreementId, status } = result.agreement;
      const text = `agreement ${agreementId} ${result.changed ? 'is now' : 'was already'} ${status}`;
      cli.print(options.json ? JSON.stringify(result) : text);
    });
  const example = 'agreement revoke 0c5c2ad1-6a3f-4d0f-9d3a-3f6f0a6b7c21 --reason "asked for it"';
  finish(changing(command), [example, `${example} --yes --json`]);
}

function listText({ agreements }: z.infer<typeof listSchema>): string {
  if (agreements.length === 0) return 'no agreements';
  return table([
    ['agreement id', 'status', 'made at', 'cancelled at', 'scopes', 'with'],
    ...agreements.map(({ agreementId, status, madeAt, cancelledAt, scopes, authClientName, authClientId }) => [
      ...[agreementId, status, madeAt, cancelledAt ?? '-', scopes.join()],
      `${authClientName} (${authClientId})`,
    ]),
  ]);
}
