import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage, type Lifecycle, type Logger } from '@wallet/service';
import type { CloseExpiredOrders } from '../../application/close-expired-orders';

const periodMs = 1_000;

/** Closes expired orders once a second; a broken dependency is logged, and tried again a second later. */
export class ExpiryCloser implements Lifecycle {
  readonly name = 'expiry closer';
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly closeExpiredOrders: Pick<CloseExpiredOrders, 'execute'>,
    private readonly logger: Logger,
  ) {}

  start(): Promise<void> {
    this.running = this.run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const isBehind = await this.closeBatch();
      if (!isBehind) await sleep(periodMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async closeBatch(): Promise<boolean> {
    try {
      return await this.closeExpiredOrders.execute();
    } catch (error) {
      this.logger.warn({ error: errorMessage(error) }, 'expired orders were not closed');
      return false;
    }
  }
}
