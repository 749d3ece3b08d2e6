import { knownSince, readSince } from '../books/retention';
import { LostNotices, type RepairReport } from '../books/lost-notices';
import { changing, confirmed, type ChangeOptions } from '../change-command';
import type { Cli, CommandGroup } from '../cli';
import { CommandFailed, exitCodes } from '../exit';
import { finish } from '../finish-command';
import { withProgress } from '../progress';
import { table } from '../table';

const shown = 100;

interface RepairOptions extends ChangeOptions {
  readonly since?: string;
  readonly dryRun?: boolean;
}

/** `notices repair`, at the operator endpoints of payments and notifier. */
export const noticeCommands: CommandGroup = (program, cli) => {
  const notices = program.command('notices').description('That Alipay+ is told of everything that became of payments.');
  const command = notices
    .command('repair')
    .description('Tell again what became of orders whose notice is missing. Doing it twice is fine.')
    .option('--since <time>', 'of orders made since then (default: as long as notices are kept)')
    .option('--dry-run', 'only say what would be told again')
    .action(async (options: RepairOptions) => {
      const report = await repair(cli, options);
      cli.print(options.json ? JSON.stringify(report) : repairText(report));
    });
  finish(changing(command), [
    'notices repair --since 2026-11-01 --dry-run',
    'notices repair --since 2026-11-01T00:00:00+08:00 --reason "outbox lost a page" --yes --json',
  ]);
  command.addHelpText('after', help);
};

const help = `
A time is ISO 8601; a date without a time begins at 00:00 UTC. Orders are compared with the notices, whatever is in the
outbox. What is on its way there is left alone: run it again a minute later. A cancelled payment is not told any more.
Notices of agreements are not repaired: auth does not keep the tokens that they tell.`;

async function repair(cli: Cli, options: RepairOptions): Promise<RepairReport> {
  const [payments, notifier] = [cli.client('payments'), cli.client('notifier')];
  const asked = readSince(options.since);
  const known = await knownSince(notifier);
  if (asked && asked < known) {
    const message = `--since must not be before ${known.toISOString()}: older notices may be forgotten`;
    throw new CommandFailed(exitCodes.usage, message);
  }
  const since = asked ?? known;
  const what = `Tell again what became of orders since ${since.toISOString()} that have no notice.`;
  const note = options.dryRun ? undefined : await confirmed(cli, options, what);
  const lost = new LostNotices({ payments, notifier });
  return withProgress(
    (text) => cli.remark(text),
    (say) => lost.repair({ since, ...(note && { note }) }, (looked) => say(`${looked} orders compared`)),
  );
}

function repairText({ dryRun, looked, mended, underWay }: RepairReport): string {
  const told = dryRun ? 'would be told again' : 'are told again';
  const sum = `of ${looked} orders ${mended.length} ${told}, ${underWay.length} are under way`;
  const rows = [
    ...mended.map(({ paymentRequestId, fact }) => [paymentRequestId, fact, dryRun ? 'missing' : 'told again']),
    ...underWay.map((paymentRequestId) => [paymentRequestId, '-', 'under way']),
  ];
  if (rows.length === 0) return sum;
  const rest = rows.length > shown ? [`and ${rows.length - shown} more: see --json`] : [];
  return [table([['order', 'fact', 'what'], ...rows.slice(0, shown)]), ...rest, sum].join('\n\n');
}
