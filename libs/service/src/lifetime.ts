import { ConfigError } from './errors';
import type { Logger } from './logger';

interface Step {
  readonly name: string;
  readonly stop: () => Promise<void> | void;
}

/** What a process has started, so that it is stopped in reverse order: at a signal, or when the start fails. */
export class Lifetime {
  private readonly steps: Step[] = [];
  private stopping = false;

  constructor(
    private readonly logger: Logger,
    private readonly exit: (code: number) => void = (code) => process.exit(code),
    private readonly patienceMs = 15_000,
  ) {}

  /** Ends the process at SIGTERM and SIGINT; at once, with exit code 1, at an error that nobody caught. */
  watch(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void this.stop(signal));
    process.on('uncaughtException', (error) => {
      this.logger.fatal({ err: error }, 'uncaught error');
      this.exit(1);
    });
  }

  onStop(name: string, stop: Step['stop']): void {
    this.steps.push({ name, stop });
  }

  async fail(error: unknown): Promise<void> {
    if (error instanceof ConfigError) this.logger.fatal(error.message);
    else this.logger.fatal({ err: error }, 'cannot start');
    await this.stop('failed start', 1);
  }

  /** Exits with `code`; with 1 when a step failed or the whole took longer than the patience. */
  async stop(reason: string, code = 0): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.logger.info({ reason }, 'stopping');
    const hard = setTimeout(() => this.giveUp(), this.patienceMs).unref();
    const stopped = await this.stopAll();
    clearTimeout(hard);
    this.exit(stopped ? code : 1);
  }

  private async stopAll(): Promise<boolean> {
    let good = true;
    for (const step of [...this.steps].reverse()) {
      try {
        await step.stop();
      } catch (error) {
        good = false;
        this.logger.error({ err: error, step: step.name }, 'stopping failed');
      }
    }
    return good;
  }

  private giveUp(): void {
    this.logger.fatal('not stopped in time');
    this.exit(1);
  }
}
