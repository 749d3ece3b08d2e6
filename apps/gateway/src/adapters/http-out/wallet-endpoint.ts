import { Breaker, type CallResult } from '@wallet/kernel';
import type { LiveText, Logger } from '@wallet/service';
import { Agent, request } from 'undici';
import { z } from 'zod';

export interface WalletEndpointOptions {
  /** For the log. */
  readonly name: string;
  /** Asked with `POST` and JSON. */
  readonly url: string;
  /** Sent as a bearer token; read for each question. */
  readonly token: LiveText | undefined;
  readonly timeoutMs: number;
  /** Users that may wait for it at once; more are not asked for. */
  readonly maxWaiters: number;
  readonly logger: Logger;
  readonly onBroken: () => void;
  /** Ms of a clock that never goes back. */
  readonly elapsedMs?: (() => number) | undefined;
}

/** A user who waits tries again after some seconds. */
const breakerRules = { calls: 10, percent: 70, windowMs: 10_000, probeMs: 2_000 };

const maxAnswerBytes = 16 * 1024;

/**
 * An endpoint of the wallet that a user waits for. While it does not work it is left alone but for a try now and then, and
 * users do not pile up before it.
 */
export class WalletEndpoint {
  private readonly dispatcher: Agent;
  private readonly breaker: Breaker;
  private waiting = 0;

  constructor(private readonly options: WalletEndpointOptions) {
    const connect = { timeout: options.timeoutMs };
    this.dispatcher = new Agent({ connections: 8, connect, maxResponseSize: maxAnswerBytes });
    const elapsedMs = options.elapsedMs ?? (() => performance.now());
    this.breaker = new Breaker(breakerRules, elapsedMs, (isOpen) => this.tell(isOpen));
  }

  /** Rejects with what went wrong, fit for a log: it holds neither the question nor the answer. */
  async ask<Answer>(question: object, form: z.ZodType<Answer>): Promise<Answer> {
    try {
      return form.parse(JSON.parse(await this.guarded(JSON.stringify(question))));
    } catch (error) {
      if (quotesAnswer(error)) throw new Error('malformed answer');
      throw error;
    }
  }

  private async guarded(question: string): Promise<string> {
    if (this.waiting >= this.options.maxWaiters) throw new Error('not asked, too many wait for it');
    if (this.breaker.places === 0) throw new Error('not asked, it does not work');
    const call = this.breaker.begin();
    let result: CallResult = 'BAD';
    this.waiting += 1;
    try {
      const { statusCode, text } = await this.send(question);
      result = isWorking(statusCode) ? 'GOOD' : 'BAD';
      if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
      return text;
    } finally {
      this.waiting -= 1;
      call.end(result);
    }
  }

  private tell(isOpen: boolean): void {
    const { name, logger, onBroken } = this.options;
    if (!isOpen) return logger.info(`the ${name} works again`);
    onBroken();
    logger.error(`the ${name} does not work: it is asked only now and then`);
  }

  private async send(question: string): Promise<{ statusCode: number; text: string }> {
    const { url, token, timeoutMs } = this.options;
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token.read()}` }),
      },
      body: question,
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher: this.dispatcher,
    });
    return { statusCode, text: await body.text() };
  }
}

/** One that takes what a user sent for a bad call has answered: otherwise anybody could open the breaker for all. */
const isWorking = (statusCode: number): boolean => statusCode < 500 && statusCode !== 429;

/** What a parser says of an answer may quote it. */
const quotesAnswer = (error: unknown): boolean => error instanceof SyntaxError || error instanceof z.ZodError;
