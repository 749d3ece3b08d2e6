import { types } from 'node:util';

/** Something that we depend on (Postgres, Redis, Kafka, an HTTP provider) does not work. Never a refusal. */
export class DependencyFault extends Error {
  constructor(
    readonly dependency: string,
    cause: unknown,
  ) {
    super(`${dependency}: ${errorMessage(cause)}`, { cause });
    this.name = 'DependencyFault';
  }
}

/**
 * Another transaction is in the way: it holds, or waits for, what some of the records need. The dependency works, and the
 * others may go on.
 */
export class Contention extends DependencyFault {}

/** The settings or a file that they name are wrong: the process must not start. The message is one line for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    message: string,
    /** Each thing that is wrong. */
    readonly wrong: readonly string[] = [message],
  ) {
    super(message);
  }
}

/** One line that says what went wrong, whatever was thrown; never empty. */
export function errorMessage(error: unknown): string {
  if (!isError(error)) return typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error));
  const several = 'errors' in error && Array.isArray(error.errors) ? error.errors.map(errorMessage) : [];
  return oneLine(error.message) || [...new Set(several)].join('; ') || errorCode(error) || error.name;
}

/** OpenSSL ends its messages with a line feed. */
const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

/** `instanceof Error`, also for errors of another realm, such as Node's own under jest. */
export const isError = (error: unknown): error is Error => types.isNativeError(error) || error instanceof Error;

/** The `code` of an error of Node or of a driver. */
export function errorCode(error: unknown): string | undefined {
  return isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
