import { errorMessage, FileFault } from '@wallet/service';
import { Command, CommanderError } from 'commander';
import { activateCommand } from './commands/activate';
import { newCommand } from './commands/new';
import { publicCommand } from './commands/public';
import { retireCommand } from './commands/retire';
import { statusCommand } from './commands/status';
import { Refused, type Surroundings } from './basics/context';

const help = `
A rotation: new, register the public half, bring the files to all processes, activate, retire. Nothing is restarted;
docs/operations.md#rotate-a-key has the steps.
Exit codes: 0 done, 1 refused, 2 wrong usage.`;

/** Runs one command line, without node and script; resolves with the exit code. */
export async function runKeys(args: readonly string[], around: Surroundings): Promise<number> {
  const program = new Command('keys')
    .description('The keys of the wallet: makes, activates and retires versions of wallet-private and seal.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => around.print(text.trimEnd()),
      writeErr: (text) => around.remark(text.trimEnd()),
    })
    .showHelpAfterError('(--help shows how)')
    .addHelpText('after', help);
  for (const add of [newCommand, publicCommand, activateCommand, retireCommand, statusCommand]) add(program, around);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Refused || error instanceof FileFault)) throw error;
    around.remark(`error: ${errorMessage(error)}`);
    return 1;
  }
}
