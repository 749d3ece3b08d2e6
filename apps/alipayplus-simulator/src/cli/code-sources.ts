import type { Command } from 'commander';
import { askAtTerminal } from './ask-at-terminal';
import { typedIn } from './config';
import { commandWords } from './options';
import type { CodeSources } from './phone';

export interface CodeFlags {
  readonly otpCommand?: readonly string[];
}

/** For a command that needs a code from the phone. */
export const takesCode = (command: Command): Command =>
  command.option(
    '--otp-command <program>',
    'for an SMS provider of yours: prints the code; its arguments between spaces, {to} for the number (else you are asked)',
    commandWords,
  );

/** Somebody at a terminal waits for nothing that will not come: the wallet answers once its message is sent. */
export function sourcesOf({ otpCommand }: CodeFlags): CodeSources {
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  return {
    command: otpCommand && { words: otpCommand, folder: typedIn() },
    ask: isTerminal ? askAtTerminal : undefined,
    waitMs: isTerminal ? 2_000 : 5_000,
  };
}
