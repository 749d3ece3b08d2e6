import { Command, CommanderError } from 'commander';
import type { Cli } from './commands/cli';
import { agreementCommands } from './commands/agreement';
import { approvalCommands } from './commands/approvals';
import { codeCommands } from './commands/codes';
import { customerCommands } from './commands/customer';
import { deadLetterCommands } from './commands/dead-letters';
import { deliveryCommands } from './commands/deliveries';
import { noticeCommands } from './commands/notices';
import { paymentCommands } from './commands/payment';
import { booksCommand } from './commands/verify-books';
import { CommandFailed, exitCodes, type ExitCode } from './terminal/exit';

const groups = [
  customerCommands,
  agreementCommands,
  paymentCommands,
  approvalCommands,
  codeCommands,
  deliveryCommands,
  noticeCommands,
  deadLetterCommands,
  booksCommand,
];

/** Runs one command line (without node and script); resolves with the exit code, never rejects for an expected reason. */
export async function runOperator(args: readonly string[], given: Omit<Cli, 'endWith'>): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const cli: Cli = { ...given, endWith: (code) => void (exitCode = code) };
  const program = new Command('operator')
    .description("For the wallet's operators: a client of the services' private operator endpoints.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => given.print(text.trimEnd()),
      writeErr: (text) => given.remark(text.trimEnd()),
    })
    .showHelpAfterError('(--help shows how)');
  for (const add of groups) add(program, cli);
  program.addHelpText('after', endpointHelp);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (!(error instanceof CommandFailed)) throw error;
    given.remark(`error: ${error.message}`);
    return error.exitCode;
  }
}

const endpointHelp = `
Settings: OPERATOR_URL (of auth), PAYMENTS_OPERATOR_URL, OTP_OPERATOR_URL, NOTIFIER_OPERATOR_URL and
OPERATOR_TOKEN_FILE (PAYMENTS_OPERATOR_TOKEN_FILE and so on, where they have tokens of their own); else .local/stack.json
of this folder. The file holds the token of the service, or with OPERATOR_AUTH=oidc your JWT: then its subject is who
does it, and --operator is not used. OPERATOR_TOKEN_COMMAND, in its place, is a program that prints the token.
Exit codes: 0 done, 1 refused or broken books, 2 wrong usage, 3 the endpoint could not be reached or could not do it now.`;
