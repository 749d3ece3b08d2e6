import type { ToldAgreement } from '@wallet/operator-contract';
import { subjectOf } from '../answers/notice-subject';
import { knownSince, readSince } from '../books/retention';
import { LostAgreementNotices, type AgreementRepair } from '../books/lost-agreement-notices';
import { LostNotices, type OrderRepair } from '../books/lost-notices';
import { changing, confirmed, type ChangeOptions } from './change-command';
import type { Cli, CommandGroup } from './cli';
import { usage } from '../terminal/exit';
import { finish } from './finish-command';
import { withProgress } from '../terminal/progress';
import { table } from '../terminal/table';

const shown = 100;

interface RepairOptions extends ChangeOptions {
  readonly since?: string;
  readonly dryRun?: boolean;
}

interface RepairReport extends OrderRepair {
  readonly dryRun: boolean;
  readonly agreements: AgreementRepair;
}

/** `notices repair`, at the operator endpoints of payments, auth and notifier. */
export const noticeCommands: CommandGroup = (program, cli) => {
  const notices = program
    .command('notices')
    .description('That Alipay+ is told of everything that became of payments and agreements.');
  const command = notices
    .command('repair')
    .description('Tell again what became of orders and agreements whose notice is missing. Doing it twice is fine.')
    .option(
      '--since <time>',
      'of orders, and agreements made or ended, since then (default: as long as notices are kept)',
    )
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
A time is ISO 8601; a date without a time begins at 00:00 UTC. Orders and agreements are compared with the notices,
whatever is in the outbox. What is on its way there is left alone: run it again a minute later. Of a cancelled payment
and an ended agreement only the end is told. Auth keeps the tokens of an agreement until they are used, at most
NOTICE_COPY_DAYS: older ones are named as lost, and who misses them binds anew.`;

async function repair(cli: Cli, options: RepairOptions): Promise<RepairReport> {
  const [payments, auth, notifier] = [cli.client('payments'), cli.client('auth'), cli.client('notifier')];
  const asked = readSince(options.since);
  const known = await knownSince(notifier);
  if (asked && asked < known) {
    throw usage(`--since must not be before ${known.toISOString()}: older notices may be forgotten`);
  }
  const since = asked ?? known;
  const what = `Tell again what became of orders and agreements since ${since.toISOString()} that have no notice.`;
  const note = options.dryRun ? undefined : await confirmed(cli, options, what);
  const repair = { since, ...(note && { note }) };
  return withProgress(
    (text) => cli.remark(text),
    async (say) => {
      const lost = new LostNotices({ payments, notifier });
      const orders = await lost.repair(repair, (looked) => say(`${looked} orders compared`));
      const untold = new LostAgreementNotices({ auth, notifier });
      const agreements = await untold.repair(repair, (looked) => say(`${looked} agreements compared`));
      return { dryRun: !note, ...orders, agreements };
    },
  );
}

function repairText({ dryRun, looked, mended, underWay, agreements }: RepairReport): string {
  const told = dryRun ? 'would be told again' : 'are told again';
  const [missing, moving] = [dryRun ? 'missing' : 'told again', 'under way'];
  const named = (each: ToldAgreement, what: string) => [subjectOf(each), each.fact, what];
  const rows = [
    ...mended.map(({ paymentRequestId, fact }) => [paymentRequestId, fact, missing]),
    ...underWay.map((paymentRequestId) => [paymentRequestId, '-', moving]),
    ...agreements.mended.map((each) => named(each, missing)),
    ...agreements.underWay.map((each) => named(each, moving)),
    ...agreements.lost.map((each) => named(each, 'lost: no copy is kept')),
  ];
  const sums = [
    `of ${looked} orders ${mended.length} ${told}, ${underWay.length} are under way`,
    `of ${agreements.looked} agreements ${agreements.mended.length} ${told}, ` +
      `${agreements.underWay.length} are under way, ${agreements.lost.length} are lost`,
  ];
  if (rows.length === 0) return sums.join('\n');
  const rest = rows.length > shown ? [`and ${rows.length - shown} more: see --json`] : [];
  const head = ['order or agreement', 'fact', 'what'];
  return [table([head, ...rows.slice(0, shown)]), ...rest, sums.join('\n')].join('\n\n');
}
