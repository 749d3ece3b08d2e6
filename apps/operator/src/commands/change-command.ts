import type { OperatorNote } from '@wallet/operator-contract';
import type { Command } from 'commander';
import type { Cli } from './cli';
import { CommandFailed, exitCodes, usage } from '../terminal/exit';
import { type JsonOption, finish } from './finish-command';

export interface ChangeOptions extends JsonOption {
  readonly yes?: boolean;
  readonly operator?: string;
  readonly reason?: string;
}

/** The options of a command that changes something. */
export const changing = (command: Command): Command =>
  command
    .option('--reason <text>', 'why (required); kept with what was done')
    .option('--operator <name>', 'who (default: $USER)')
    .option('--yes', 'do it without asking');

/** As `finish`, with these options; the last example is shown once more as a program types it. */
export const finishChange = (command: Command, ...examples: readonly string[]): void =>
  finish(changing(command), [...examples, `${examples.at(-1)} --yes --json`]);

/** `what` is a sentence. Throws CommandFailed when nobody says who, why and yes. */
export async function confirmed(cli: Cli, options: ChangeOptions, what: string): Promise<OperatorNote> {
  const { yes, operator = cli.user, reason } = options;
  if (!reason?.trim()) throw usage('say why: --reason');
  if (!operator?.trim()) throw usage('say who you are: give --operator, or set USER');
  if (yes) return { operator, reason };
  if (!cli.ask) throw usage('this changes something, and there is no terminal to ask at: add --yes');
  const answer = await cli.ask(`${what}\nType yes: `);
  if (answer.trim() === 'yes') return { operator, reason };
  throw new CommandFailed(exitCodes.refused, 'not done');
}
