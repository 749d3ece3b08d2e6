import { ConfigError } from './errors';

/**
 * Runs a process: `main(async () => boot({ config: parseConfig(…), … }))` in `main.ts`. What `start` throws ends the
 * process with exit code 1: a `ConfigError` as its one line, anything else with its stack.
 */
export function main(start: () => Promise<void>): void {
  Promise.resolve()
    .then(start)
    .catch((error: unknown) => {
      const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
      process.stderr.write(`${text}\n`);
      process.exit(1);
    });
}
