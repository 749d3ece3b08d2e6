import type { Lifecycle } from './lifecycle';
import type { Logger } from './logger';
import { metrics } from './metrics';

const maxOffsetMs = 1_000;

/**
 * Whether the clock of this replica agrees with that of the server that all replicas share: deadlines are compared by
 * either, and a replica whose clock is ahead drops every command as stale. Asked at each `/readyz?verbose` and scrape.
 */
export class ClockCheck implements Lifecycle {
  readonly name = 'clock';
  private agrees = true;

  constructor(
    private readonly server: string,
    /** Milliseconds since 1970. */
    private readonly serverTime: () => Promise<number>,
    private readonly logger: Logger,
  ) {
    metrics.gauge(
      'clock_offset_seconds',
      'How far the clock of this replica is ahead of the server’s, at least; negative: behind',
      ['server'],
      async (gauge) => gauge.set({ server }, (await this.measure()) / 1_000),
    );
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** While the server does not answer, as it was: its own part says that it is away. */
  async ready(): Promise<boolean> {
    await this.measure().catch(() => undefined);
    return this.agrees;
  }

  /** The server looked at its clock at some moment of the question: what that leaves open counts as agreement. */
  private async measure(): Promise<number> {
    const askedAt = Date.now();
    const serverTime = await this.serverTime();
    const answeredAt = Date.now();
    const offsetMs = Math.max(askedAt - serverTime, 0) + Math.min(answeredAt - serverTime, 0);
    this.judge(offsetMs);
    return offsetMs;
  }

  private judge(offsetMs: number): void {
    const agrees = Math.abs(offsetMs) <= maxOffsetMs;
    const line = { server: this.server, offsetMs: Math.round(offsetMs) };
    if (!agrees && this.agrees) this.logger.error(line, 'the clock of this replica is wrong');
    if (agrees && !this.agrees) this.logger.info(line, 'the clock of this replica is right again');
    this.agrees = agrees;
  }
}
