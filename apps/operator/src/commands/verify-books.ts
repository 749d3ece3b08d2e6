import { z } from 'zod';
import { booksPath, checksSchema, ledgerSchema } from '../answers/books';
import { booksText, type BooksReport } from '../books/books-text';
import { CompareNotices } from '../books/compare-notices';
import { judgeInvariants } from '../books/judge-invariants';
import type { Cli, CommandGroup } from '../cli';
import { CommandFailed, exitCodes } from '../exit';
import { finish, type JsonOption } from '../finish-command';
import { withProgress } from '../progress';

/** Whole tables are read. */
const timeoutMs = 900_000;
/** A day less than notifier keeps an acknowledged notice (NOTIFY_RETENTION_DAYS). */
const comparedDays = 89;

interface VerifyOptions extends JsonOption {
  readonly since?: string;
}

/** `verify-books`, at the operator endpoints of payments, auth and notifier. */
export const booksCommand: CommandGroup = (program, cli) => {
  const command = program
    .command('verify-books')
    .description('Prove the books: one line for each invariant, the trial balance and the clearing accounts.')
    .option('--since <time>', `compare notices with what was paid since then (default: ${comparedDays} days ago)`)
    .action(async ({ json, since }: VerifyOptions) => {
      const time = timeOf(since);
      const report = await withProgress(
        (text) => cli.remark(text),
        (say) => verify(cli, time, say),
      );
      cli.print(json ? JSON.stringify(report) : booksText(report));
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

const timeSchema = z.iso.date().or(z.iso.datetime({ offset: true }));

function timeOf(since: string | undefined): string {
  if (since === undefined) return new Date(Date.now() - comparedDays * 86_400_000).toISOString();
  if (timeSchema.safeParse(since).success) return new Date(since).toISOString();
  throw new CommandFailed(exitCodes.usage, '--since must be a date or an ISO 8601 time with its offset');
}

async function verify(cli: Cli, since: string, say: (doing: string) => void): Promise<BooksReport> {
  const [payments, auth, notifier] = [cli.client('payments'), cli.client('auth'), cli.client('notifier')];
  say('payments is proving its books');
  const { trialBalance, clearing, left, checks } = await payments.get(booksPath, ledgerSchema, timeoutMs);
  say('auth is proving its books');
  const ofAuth = await auth.get(booksPath, checksSchema, timeoutMs);
  say('notifier is proving its books');
  const ofNotifier = await notifier.get(booksPath, checksSchema, timeoutMs);
  const compare = new CompareNotices({ payments, notifier });
  const notices = await compare.execute(since, (compared) => say(`${compared} payments compared with their notices`));
  const byService = { payments: checks, auth: ofAuth.checks, notifier: [...ofNotifier.checks, notices] };
  return { checks: judgeInvariants(byService), trialBalance, clearing, left };
}
