import type { OperatedService } from '@wallet/operator-contract';
import type { Command } from 'commander';
import type { OperatorCalls } from '../client/client';
import type { ExitCode } from '../terminal/exit';

/** What a command may use; a test gives its own. */
export interface Cli {
  /** Throws CommandFailed when the settings are wrong. */
  client(service: OperatedService): OperatorCalls;
  /** The folder that file arguments are relative to. */
  readonly folder: string;
  /** Who types, as far as the system says. */
  readonly user?: string | undefined;
  /** What is typed in answer to a question; absent when nobody sits at a terminal. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** To stdout, with a newline. */
  print(text: string): void;
  /** To stderr, with a newline: progress and remarks. */
  remark(text: string): void;
  /** For a command that did its work but has bad news. */
  endWith(code: ExitCode): void;
}

/** Adds one group of commands; a new group is one file in `commands/` and one line in `operator.ts`. */
export type CommandGroup = (program: Command, cli: Cli) => void;
