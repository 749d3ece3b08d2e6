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

/** The settings or a file that they name are wrong: the process must not start. The message is one line for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** One line that says what went wrong, whatever was thrown; never empty. */
export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(errorMessage))].join('; ');
  }
  if (error instanceof Error) return error.message || codeOf(error) || error.name;
  return typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error));
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
