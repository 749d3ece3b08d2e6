import type { CustomerLookup } from '@wallet/contracts';
import { Breaker, type CallResult } from '@wallet/kernel';
import { DependencyFault, metrics, type LiveText, type Logger } from '@wallet/service';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { WalletSession } from '../../application/consent/wallet-session';

export interface IntrospectionOptions {
  /** Asked with `POST {session}` as JSON. */
  readonly url: string;
  /** Sent as a bearer token; read for each question. */
  readonly token: LiveText | undefined;
  readonly timeoutMs: number;
  /** Visitors that may wait for it at once; more are not asked for. */
  readonly maxWaiters: number;
  readonly logger: Logger;
  /** Ms of a clock that never goes back. */
  readonly elapsedMs?: () => number;
}

/** A user who waits sees the page again 5 s later. */
const breakerRules = { calls: 10, percent: 70, windowMs: 10_000, probeMs: 2_000 };

const opened = metrics.counter(
  'gateway_session_breaker_opened_total',
  'ALERT: times the session store failed so often that it is asked only now and then',
);

const maxAnswerBytes = 16 * 1024;
const id = z.string().min(1).max(64);

const answerSchema = z.union([
  z.object({ active: z.literal(false) }).transform(() => undefined),
  z
    .object({ active: z.literal(true), customerId: id })
    .transform(({ customerId }): CustomerLookup => ({ by: 'paymentMethodId', paymentMethodId: customerId })),
  z
    .object({ active: z.literal(true), loginId: id, loginIdType: id })
    .transform(({ loginId, loginIdType }): CustomerLookup => ({ by: 'loginId', loginId, loginIdType })),
]);

/**
 * Asks the wallet's own session store, as RFC 7662 does. Anything but a good answer is a DependencyFault. A store that does
 * not work is left alone but for a try now and then, and visitors do not pile up before it.
 */
export class IntrospectedSession implements WalletSession {
  private readonly dispatcher: Agent;
  private readonly breaker: Breaker;
  private waiting = 0;

  constructor(private readonly options: IntrospectionOptions) {
    const connect = { timeout: options.timeoutMs };
    this.dispatcher = new Agent({ connections: 8, connect, maxResponseSize: maxAnswerBytes });
    const elapsedMs = options.elapsedMs ?? (() => performance.now());
    this.breaker = new Breaker(breakerRules, elapsedMs, (isOpen) => this.tell(isOpen));
  }

  async userOf(session: string): Promise<CustomerLookup | undefined> {
    try {
      return answerSchema.parse(JSON.parse(await this.guarded(session)));
    } catch (error) {
      throw new DependencyFault('wallet session', reasonOf(error));
    }
  }

  private async guarded(session: string): Promise<string> {
    if (this.waiting >= this.options.maxWaiters) throw new Error('not asked, too many wait for it');
    if (this.breaker.places === 0) throw new Error('not asked, it does not work');
    const call = this.breaker.begin();
    let result: CallResult = 'BAD';
    this.waiting += 1;
    try {
      const { statusCode, text } = await this.ask(session);
      result = isWorking(statusCode) ? 'GOOD' : 'BAD';
      if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
      return text;
    } finally {
      this.waiting -= 1;
      call.end(result);
    }
  }

  private tell(isOpen: boolean): void {
    if (!isOpen) return this.options.logger.info('the session store works again');
    opened.inc();
    this.options.logger.error('the session store does not work: it is asked only now and then');
  }

  private async ask(session: string): Promise<{ statusCode: number; text: string }> {
    const { url, token, timeoutMs } = this.options;
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token.read()}` }),
      },
      body: JSON.stringify({ session }),
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher: this.dispatcher,
    });
    return { statusCode, text: await body.text() };
  }
}

/** A store that takes a visitor's session for a bad call has answered: otherwise anybody could open the breaker for all. */
const isWorking = (statusCode: number): boolean => statusCode < 500 && statusCode !== 429;

/** What a parser says of an answer may quote it. */
const reasonOf = (error: unknown): unknown =>
  error instanceof SyntaxError || error instanceof z.ZodError ? new Error('malformed answer') : error;
