import { authEndpoints, notifierEndpoints, paymentsEndpoints } from '@wallet/operator-contract';
import { booksText, type BooksReport } from '../books/books-text';
import { CompareAgreements } from '../books/compare-agreements';
import { CompareNotices } from '../books/compare-notices';
import { judgeInvariants } from '../books/judge-invariants';
import { knownSince, readSince } from '../books/retention';
import type { Cli, CommandGroup } from './cli';
import { exitCodes } from '../terminal/exit';
import { finish, type JsonOption } from './finish-command';
import { withProgress } from '../terminal/progress';

/** Whole tables are read. */
const timeoutMs = 900_000;

interface VerifyOptions extends JsonOption {
  readonly since?: string;
  readonly all?: boolean;
}

/** `verify-books`, at the operator endpoints of payments, auth and notifier. */
export const booksCommand: CommandGroup = (program, cli) => {
  const command = program
    .command('verify-books')
    .description(
      'Prove the books: one line for each invariant that can be proven here, the trial balance and the clearing accounts.',
    )
    .option(
      '--since <time>',
      'compare notices with what was paid or agreed since then (default: as long as notices are kept)',
    )
    .option('--all', 'name also the invariants that cannot be proven here, and why')
    .action(async ({ json, since, all }: VerifyOptions) => {
      const time = readSince(since);
      const report = await withProgress(
        (text) => cli.remark(text),
        (say) => verify(cli, time, say),
      );
      const shown = all ? report.checks : report.checks.filter(({ status }) => status !== 'not-applicable');
      cli.print(json ? JSON.stringify(report) : booksText({ ...report, checks: shown }));
      if (report.checks.some(({ status }) => status === 'broken')) cli.endWith(exitCodes.refused);
    });
  finish(command, [
    'verify-books',
    'verify-books --since 2026-11-01',
    'verify-books --since 2026-11-01T00:00:00+08:00 --json',
  ]);
  command.addHelpText('after', timeHelp);
};

const timeHelp = `
A time is ISO 8601; a date without a time begins at 00:00 UTC. Older payments are proven too, but for their notices:
acknowledged ones are forgotten after NOTIFY_RETENTION_DAYS. Exit code 1 when something is broken.`;

async function verify(cli: Cli, since: Date | undefined, say: (doing: string) => void): Promise<BooksReport> {
  const [payments, auth, notifier] = [cli.client('payments'), cli.client('auth'), cli.client('notifier')];
  const known = await knownSince(notifier);
  const from = since && since > known ? since : known;
  say('payments is proving its books');
  const { trialBalance, clearing, left, checks } = await payments.call(paymentsEndpoints.proveBooks, { timeoutMs });
  say('auth is proving its books');
  const ofAuth = await auth.call(authEndpoints.proveBooks, { timeoutMs });
  say('notifier is proving its books');
  const ofNotifier = await notifier.call(notifierEndpoints.proveBooks, { timeoutMs });
  const compare = new CompareNotices({ payments, notifier });
  const progress = (compared: number) => say(`${compared} payments compared with their notices`);
  const notices = await compare.execute(from.toISOString(), progress);
  const told = await new CompareAgreements({ auth, notifier }).execute(from.toISOString(), (compared) =>
    say(`${compared} agreements compared with their notices`),
  );
  const byService = { payments: checks, auth: ofAuth.checks, notifier: [...ofNotifier.checks, notices, told] };
  return { checks: judgeInvariants(byService), trialBalance, clearing, left };
}
