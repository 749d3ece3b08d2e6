import type { Command } from 'commander';
import { z } from 'zod';
import { amountText } from '../amount';
import { approvalSchema, approvalText, type Approval } from '../answers/approval';
import { changing, confirmed, type ChangeOptions } from '../change-command';
import type { Cli, CommandGroup } from '../cli';
import { finish, type JsonOption } from '../finish-command';
import { table } from '../table';

const listSchema = z.object({ approvals: z.array(approvalSchema) });
const decidedSchema = z.object({ approval: approvalSchema, repeated: z.boolean() });

const approvalPath = (id: string) => `/operator/v1/approvals/${encodeURIComponent(id)}`;
const idHelp = 'as customer credit and approvals list print it';
const exampleId = '9f1c2d3e-0000-4000-8000-000000000000';

/** `approvals list | show | approve | refuse`, at payments. */
export const approvalCommands: CommandGroup = (program, cli) => {
  const approvals = program.command('approvals').description('Credits that wait for a second operator.');
  addList(approvals, cli);
  addShow(approvals, cli);
  addVerdict(approvals, cli, 'approve', 'Approve a credit that somebody else asked for: it is done at once.');
  addVerdict(approvals, cli, 'refuse', 'Refuse a credit that somebody else asked for, for ever.');
};

function addList(approvals: Command, cli: Cli): void {
  const command = approvals
    .command('list')
    .description('List approvals, the newest first.')
    .option('--state <state>', 'WAITING, APPROVED, REFUSED, EXPIRED or all', 'WAITING')
    .option('--limit <number>', 'at most so many', '50')
    .action(async ({ state, limit, json }: JsonOption & { state: string; limit: string }) => {
      const filter = new URLSearchParams({ limit, ...(state !== 'all' && { state }) }).toString();
      const answer = await cli.client('payments').get(`/operator/v1/approvals?${filter}`, listSchema);
      cli.print(json ? JSON.stringify(answer) : listText(answer.approvals));
    });
  finish(command, ['approvals list', 'approvals list --state all --json']);
}

function addShow(approvals: Command, cli: Cli): void {
  const command = approvals
    .command('show')
    .description('Show one approval.')
    .argument('<id>', idHelp)
    .action(async (id: string, { json }: JsonOption) => {
      const approval = await cli.client('payments').get(approvalPath(id), approvalSchema);
      cli.print(json ? JSON.stringify(approval) : approvalText(approval));
    });
  finish(command, [`approvals show ${exampleId}`]);
}

function addVerdict(approvals: Command, cli: Cli, verdict: 'approve' | 'refuse', description: string): void {
  const command = approvals
    .command(verdict)
    .description(`${description} Doing it twice is fine.`)
    .argument('<id>', idHelp)
    .action(async (id: string, options: ChangeOptions) => {
      const payments = cli.client('payments');
      const shown = options.yes ? id : approvalText(await payments.get(approvalPath(id), approvalSchema));
      const note = await confirmed(cli, options, `${description}\n${shown}`);
      const result = await payments.post(`${approvalPath(id)}/${verdict}`, decidedSchema, note);
      const { approvalId, state, amount, customerId } = result.approval;
      const what = `approval ${approvalId} ${result.repeated ? 'was already' : 'is now'} ${state}`;
      cli.print(options.json ? JSON.stringify(result) : `${what}: ${amountText(amount)} to customer ${customerId}`);
    });
  const example = `approvals ${verdict} ${exampleId} --reason "seen the transfer"`;
  finish(changing(command), [example, `${example} --yes --json`]);
}

function listText(approvals: readonly Approval[]): string {
  if (approvals.length === 0) return 'no approvals';
  const rows = approvals.map(({ approvalId, state, amount, customerId, requestedBy, expiresAt }) => [
    ...[approvalId, state, amountText(amount), customerId, requestedBy, expiresAt],
  ]);
  return table([['approval', 'state', 'credit', 'customer', 'asked by', 'expires at'], ...rows]);
}
