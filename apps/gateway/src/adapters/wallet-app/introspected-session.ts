import type { CustomerLookup } from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { WalletSession } from '../../application/consent/wallet-session';

export interface IntrospectionOptions {
  /** Asked with `POST {session}` as JSON. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: string | undefined;
  readonly timeoutMs: number;
}

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

/** Asks the wallet's own session store, as RFC 7662 does. Anything but a good answer is a DependencyFault. */
export class IntrospectedSession implements WalletSession {
  private readonly dispatcher: Agent;

  constructor(private readonly options: IntrospectionOptions) {
    const connect = { timeout: options.timeoutMs };
    this.dispatcher = new Agent({ connections: 8, connect, maxResponseSize: maxAnswerBytes });
  }

  async userOf(session: string): Promise<CustomerLookup | undefined> {
    try {
      return answerSchema.parse(JSON.parse(await this.ask(session)));
    } catch (error) {
      throw new DependencyFault('wallet session', reasonOf(error));
    }
  }

  private async ask(session: string): Promise<string> {
    const { url, token, timeoutMs } = this.options;
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ session }),
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher: this.dispatcher,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    return text;
  }
}

/** What a parser says of an answer may quote it. */
const reasonOf = (error: unknown): unknown =>
  error instanceof SyntaxError || error instanceof z.ZodError ? new Error('malformed answer') : error;
