/** `unreachable`: also a server that could not do it just now; the outcome is unknown, the same command may be repeated. */
export const exitCodes = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command with one line on stderr and this exit code. */
export class CommandFailed extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    /** What the endpoint calls its refusal, for programs. */
    readonly refusal?: string,
  ) {
    super(message);
    this.name = 'CommandFailed';
  }
}

export const usage = (message: string) => new CommandFailed(exitCodes.usage, message);
