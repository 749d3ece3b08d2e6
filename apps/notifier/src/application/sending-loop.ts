import { errorMessage, type Lifecycle, type Logger } from '@wallet/service';
import type { Deliveries, StartedAttempt } from './deliveries';
import type { SendDelivery } from './send-delivery';

export interface SendingLimits {
  /** Attempts under way at once. */
  readonly concurrency: number;
  readonly leaseMs: number;
}

const pollMs = 1_000;
/** While there is more, the next are looked for when a quarter of the places is free: few statements, many attempts each. */
const worthwhileShare = 4;

/** Sends what is due: once a second, at once when woken, and on and on while there is more than fits. */
export class SendingLoop implements Lifecycle {
  readonly name = 'sending loop';
  private readonly sending = new Set<Promise<void>>();
  private filled = Promise.resolve();
  private isFilling = false;
  private perhapsMore = false;
  private stopped = false;
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly deliveries: Pick<Deliveries, 'start'>,
    private readonly sendDelivery: Pick<SendDelivery, 'execute'>,
    private readonly limits: SendingLimits,
    private readonly logger: Logger,
  ) {}

  start(): Promise<void> {
    this.poll = setInterval(() => this.wake(), pollMs);
    this.wake();
    return Promise.resolve();
  }

  /** Resolves when no attempt is under way any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.poll);
    await this.filled;
    await Promise.all(this.sending);
  }

  /** Something may be due. */
  wake(): void {
    this.perhapsMore = true;
    this.fill();
  }

  private get free(): number {
    return this.limits.concurrency - this.sending.size;
  }

  private fill(): void {
    if (!this.isFilling) this.filled = this.startAttempts();
  }

  private async startAttempts(): Promise<void> {
    this.isFilling = true;
    while (this.perhapsMore && this.free > 0 && !this.stopped) {
      this.perhapsMore = false;
      const limit = this.free;
      const started = await this.deliveries.start(limit, this.limits.leaseMs).catch((error: unknown) => {
        this.logger.warn({ reason: errorMessage(error) }, 'cannot look for what is due');
        return [];
      });
      if (started.length === limit) this.perhapsMore = true;
      for (const attempt of started) this.send(attempt);
    }
    this.isFilling = false;
  }

  private send(attempt: StartedAttempt): void {
    const sent = this.sendDelivery
      .execute(attempt)
      .catch((error: unknown) => {
        this.logger.error(
          { subject: attempt.subject, reason: errorMessage(error) },
          'attempt not recorded, it is repeated',
        );
      })
      .finally(() => {
        this.sending.delete(sent);
        if (this.perhapsMore && this.free >= this.limits.concurrency / worthwhileShare) this.fill();
      });
    this.sending.add(sent);
  }
}
