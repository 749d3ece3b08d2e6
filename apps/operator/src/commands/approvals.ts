import { approvalEndpoints, type Approval, type Decided } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { approvalText, subjectText } from '../answers/approval-text';
import { reportText } from '../answers/report-text';
import { confirmed, type ChangeOptions, finishChange } from './change-command';
import type { Cli, CommandGroup } from './cli';
import type { OperatorCalls } from '../client/client';
import { CommandFailed } from '../terminal/exit';
import { finish, type JsonOption } from './finish-command';
import { table } from '../terminal/table';

const idHelp = 'as customer credit, customer import and approvals list print it';
const exampleId = '9f1c2d3e-0000-4000-8000-000000000000';

/** `approvals list | show | approve | refuse`: credits at payments, imports at auth. */
export const approvalCommands: CommandGroup = (program, cli) => {
  const approvals = program.command('approvals').description('Credits and imports that wait for a second operator.');
  addList(approvals, cli);
  addShow(approvals, cli);
  addVerdict(approvals, cli, 'approve', 'Approve what somebody else asked for: it is done at once.');
  addVerdict(approvals, cli, 'refuse', 'Refuse what somebody else asked for, for ever.');
};

/** The id says not which of the two has it. */
async function atEither<T>(cli: Cli, call: (calls: OperatorCalls) => Promise<T>): Promise<T> {
  try {
    return await call(cli.client('payments'));
  } catch (error) {
    if (!(error instanceof CommandFailed) || error.refusal !== 'not-found') throw error;
    return call(cli.client('auth'));
  }
}

function addList(approvals: Command, cli: Cli): void {
  const command = approvals
    .command('list')
    .description('List approvals of both kinds, the newest first.')
    .option('--state <state>', 'WAITING, APPROVED, REFUSED, EXPIRED or all', 'WAITING')
    .option('--limit <number>', 'at most so many', '50')
    .action(async ({ state, limit, json }: JsonOption & { state: string; limit: string }) => {
      const query = { limit, ...(state !== 'all' && { state }) };
      const found = [];
      for (const service of ['payments', 'auth'] as const) {
        found.push(...(await cli.client(service).call(approvalEndpoints.listApprovals, { query })).approvals);
      }
      const newest = found.sort((a, b) => b.requestedAt.localeCompare(a.requestedAt)).slice(0, Number(limit));
      cli.print(json ? JSON.stringify({ approvals: newest }) : listText(newest));
    });
  finish(command, ['approvals list', 'approvals list --state all --json']);
}

function addShow(approvals: Command, cli: Cli): void {
  const command = approvals
    .command('show')
    .description('Show one approval.')
    .argument('<id>', idHelp)
    .action(async (id: string, { json }: JsonOption) => {
      const approval = await atEither(cli, (calls) =>
        calls.call(approvalEndpoints.showApproval, { params: { approvalId: id } }),
      );
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
      const show = () =>
        atEither(cli, (calls) => calls.call(approvalEndpoints.showApproval, { params: { approvalId: id } }));
      const shown = options.yes ? id : approvalText(await show());
      const note = await confirmed(cli, options, `${description}\n${shown}`);
      const decide = (calls: OperatorCalls) =>
        calls.call(approvalEndpoints[verdict], { params: { approvalId: id }, body: note });
      const result = await untilDone(await atEither(cli, decide), () => decide(cli.client('auth')));
      cli.print(options.json ? JSON.stringify(result) : decidedText(result));
    });
  finishChange(command, `approvals ${verdict} ${exampleId} --reason "seen the transfer"`);
}

/** A large import takes more than one call. */
async function untilDone(first: Decided, again: () => Promise<Decided>): Promise<Decided> {
  let last = first;
  while (last.approval.state === 'APPROVED' && last.report && last.report.pending > 0) last = await again();
  return { ...last, repeated: first.repeated };
}

function decidedText({ approval, repeated, report }: Decided): string {
  const what = `approval ${approval.approvalId} ${repeated ? 'was already' : 'is now'} ${approval.state}`;
  const done = report && approval.state === 'APPROVED' ? `\n\n${reportText(report)}` : '';
  return `${what}: ${subjectText(approval)}${done}`;
}

function listText(approvals: readonly Approval[]): string {
  if (approvals.length === 0) return 'no approvals';
  const rows = approvals.map((approval) => [
    approval.approvalId,
    approval.state,
    'kind' in approval ? 'import' : 'credit',
    subjectText(approval),
    approval.requestedBy,
    approval.expiresAt,
  ]);
  return table([['approval', 'state', 'kind', 'what', 'asked by', 'expires at'], ...rows]);
}
