import { authEndpoints, type Agreement } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { confirmed, type ChangeOptions, finishChange } from './change-command';
import type { Cli, CommandGroup } from './cli';
import { finish, type JsonOption } from './finish-command';
import { table } from '../terminal/table';
import { referenceHelp } from './reference-help';

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
    .argument('<customer>', referenceHelp)
    .action(async (customer: string, { json }: JsonOption) => {
      const list = await cli.client('auth').call(authEndpoints.listAgreements, { query: { customer } });
      cli.print(json ? JSON.stringify(list) : listText(list.agreements));
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
      const result = await cli
        .client('auth')
        .call(authEndpoints.revokeAgreement, { params: { agreementId: id }, body: note });
      const { agreementId, status } = result.agreement;
      const text = `agreement ${agreementId} ${result.changed ? 'is now' : 'was already'} ${status}`;
      cli.print(options.json ? JSON.stringify(result) : text);
    });
  finishChange(command, 'agreement revoke 0c5c2ad1-6a3f-4d0f-9d3a-3f6f0a6b7c21 --reason "asked for it"');
}

function listText(agreements: readonly Agreement[]): string {
  if (agreements.length === 0) return 'no agreements';
  return table([
    ['agreement id', 'reference agreement id', 'status', 'made at', 'cancelled at', 'scopes', 'with'],
    ...agreements.map(({ agreementId, referenceAgreementId, status, madeAt, cancelledAt, scopes, ...client }) => [
      agreementId,
      referenceAgreementId,
      status,
      madeAt,
      cancelledAt ?? '-',
      scopes.join(),
      `${client.authClientName} (${client.authClientId})`,
    ]),
  ]);
}
