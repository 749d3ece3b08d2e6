import type { Breaker, Call, CallResult } from '@wallet/kernel';
import { errorMessage, type Logger } from '@wallet/service';
import type { Pace } from '../domain/pace';
import { noticeIds } from './notice-ids';
import type { Deliveries, StartedAttempt } from './ports/deliveries';
import type { SendDelivery } from './send-delivery';

export interface Lane {
  /** Null for the agreed address. */
  readonly origin: string | null;
  /** Attempts under way at once. */
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly breaker: Breaker;
  readonly pace: Pace;
}

/** While there is more, the next are looked for when a quarter of the places is free: few statements, many attempts each. */
const worthwhileShare = 4;

/**
 * Sends what is due to one address, on and on while there is more than fits. It has places of its own, so that a slow
 * receiver holds up no other; what its breaker does not let through is left as it is, and no attempt of it is counted.
 */
export class SendingLane {
  private readonly sending = new Set<Promise<void>>();
  private filled = Promise.resolve();
  private isFilling = false;
  private perhapsMore = false;
  private stopped = false;

  constructor(
    private readonly lane: Lane,
    private readonly deliveries: Pick<Deliveries, 'start'>,
    private readonly sendDelivery: Pick<SendDelivery, 'execute'>,
    private readonly logger: Logger,
  ) {}

  /** Something may be due. */
  wake(): void {
    this.perhapsMore = true;
    this.fill();
  }

  /** Resolves when no attempt is under way any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.filled;
    await Promise.all(this.sending);
  }

  private get free(): number {
    return this.lane.concurrency - this.sending.size;
  }

  private get places(): number {
    return this.stopped ? 0 : Math.min(this.free, this.lane.breaker.places, this.lane.pace.places);
  }

  private fill(): void {
    if (!this.isFilling) this.filled = this.startAttempts();
  }

  private async startAttempts(): Promise<void> {
    this.isFilling = true;
    for (let limit = this.places; this.perhapsMore && limit > 0; limit = this.places) {
      this.perhapsMore = false;
      const started = await this.claim(limit);
      if (started.length === limit) this.perhapsMore = true;
      this.lane.pace.take(started.length);
      for (const attempt of started) this.send(attempt);
    }
    this.isFilling = false;
  }

  private async claim(limit: number): Promise<StartedAttempt[]> {
    const { origin, leaseMs } = this.lane;
    try {
      return await this.deliveries.start({ origin, limit, leaseMs });
    } catch (error) {
      this.logger.warn({ reason: errorMessage(error) }, 'cannot look for what is due');
      return [];
    }
  }

  private send(attempt: StartedAttempt): void {
    const call = this.lane.breaker.begin();
    const sent = this.attempt(attempt)
      .then((result) => this.end(call, result))
      .finally(() => {
        this.sending.delete(sent);
        if (this.perhapsMore && this.free >= this.lane.concurrency / worthwhileShare) this.fill();
      });
    this.sending.add(sent);
  }

  private async attempt(attempt: StartedAttempt): Promise<CallResult> {
    try {
      return await this.sendDelivery.execute(attempt);
    } catch (error) {
      const line = { notice: attempt.kind, ...noticeIds(attempt), reason: errorMessage(error) };
      this.logger.error(line, 'attempt not recorded, it is repeated');
      return 'UNKNOWN';
    }
  }

  private end(call: Call, result: CallResult): void {
    const { origin, breaker } = this.lane;
    const wasOpen = breaker.isOpen;
    call.end(result);
    if (breaker.isOpen && !wasOpen) this.logger.error({ origin }, 'receiver takes no notices: it is only probed now');
    if (!breaker.isOpen && wasOpen) this.logger.info({ origin }, 'receiver takes notices again');
  }
}
