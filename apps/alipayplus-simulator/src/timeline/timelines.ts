import type { ApiName } from '@wallet/alipayplus';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage, type Logger } from '@wallet/service';
import type { BookedGateway } from '../alipayplus/booked-gateway';
import { isEvaluation, type CallManner, type Exchange, type JsonObject } from '../wire/exchange';
import type { Books } from '../books/books';
import { Timeline, type Ending, type TimelinePorts } from './timeline';

/** A payment and all that was said about it until it was final. */
export interface FollowedPayment extends Ending {
  readonly paymentRequestId: string;
  readonly exchanges: readonly Exchange[];
}

/** Runs any number of timelines side by side: one that waits costs nothing. */
export class Timelines {
  private readonly stopped = new AbortController();
  private readonly followed = new Set<string>();
  private readonly ports: TimelinePorts;

  /** `timeScale` is for those that name none; undefined: the usual pay is not followed. */
  constructor(
    private readonly gateway: Pick<BookedGateway, 'call'>,
    books: Books,
    private readonly timeScale: number | undefined,
    private readonly logger: Logger,
  ) {
    const { signal } = this.stopped;
    setMaxListeners(0, signal);
    this.ports = {
      call: (api, body) => gateway.call(api, body),
      booked: (paymentRequestId) => Promise.resolve(books.payment(paymentRequestId)),
      wait: (ms) => sleep(ms, undefined, { signal, ref: false }),
    };
  }

  /** Resolves when the payment is final. Rejects when the simulator ends before. */
  async run(pay: JsonObject, timeScale = this.timeScale ?? 1): Promise<FollowedPayment> {
    const exchanges: Exchange[] = [];
    const timeline = new Timeline(this.ports, timeScale).run(pay);
    for (;;) {
      const { done, value } = await timeline.next();
      if (done) return { paymentRequestId: String(pay.paymentRequestId), ...value, exchanges };
      exchanges.push(value);
    }
  }

  /** As `GatewayClient.call`. If the simulator is set to do so, a pay is followed up in the background. */
  async call(api: ApiName, body: JsonObject, manner?: CallManner): Promise<Exchange> {
    const exchange = await this.gateway.call(api, body, manner);
    if (api === 'pay' && !isEvaluation(body)) this.follow(exchange);
    return exchange;
  }

  stop(): void {
    this.stopped.abort();
  }

  private follow(paid: Exchange): void {
    const paymentRequestId = String(paid.request.paymentRequestId);
    if (this.timeScale === undefined || this.followed.has(paymentRequestId)) return;
    this.followed.add(paymentRequestId);
    void this.finish(paid, this.timeScale).finally(() => this.followed.delete(paymentRequestId));
  }

  private async finish(paid: Exchange, timeScale: number): Promise<void> {
    const timeline = new Timeline(this.ports, timeScale).run(paid.request, paid);
    try {
      for (;;) if ((await timeline.next()).done) return;
    } catch (error) {
      if (!this.stopped.signal.aborted) this.logger.warn({ error: errorMessage(error) }, 'a timeline broke off');
    }
  }
}
