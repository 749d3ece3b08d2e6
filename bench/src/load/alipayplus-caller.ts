import type { KeyObject } from 'node:crypto';
import { apiPath, formatDateTime, signMessage, verifyMessage } from '@wallet/alipayplus';
import { Pool } from 'undici';
import type { JsonObject } from '@wallet/testkit';

export interface CallerOptions {
  readonly gatewayUrl: string;
  readonly clientId: string;
  readonly alipayplusKey: KeyObject;
  readonly walletKey: KeyObject;
  readonly connections: number;
}

export interface PayAnswer extends JsonObject {
  readonly result: { readonly resultStatus: string; readonly resultCode: string };
}

export interface PayCalls {
  /** Throws, with the result in the message, unless it is `expected`, e.g. `S SUCCESS`. */
  pay(step: string, body: JsonObject, expected: string): Promise<PayAnswer>;
}

/** The answer if it is the expected one. */
export function requireResult(step: string, answer: PayAnswer, expected: string): PayAnswer {
  const got = `${answer.result.resultStatus} ${answer.result.resultCode}`;
  if (got !== expected) throw new Error(`${step}: ${got}`);
  return answer;
}

const hangUpMs = 8_000;
/** Each signature of the wallet is the same work for it; checking all of them would be load on the measured machine. */
const verifyEvery = 20;

/** Calls `pay` on the gateway as Alipay+ does, each call signed; verifies every 20th answer's signature. */
export class AlipayplusCaller implements PayCalls {
  private readonly uri = apiPath('pay');
  private readonly pool: Pool;
  private calls = 0;

  constructor(private readonly options: CallerOptions) {
    this.pool = new Pool(options.gatewayUrl, { connections: options.connections, pipelining: 1 });
  }

  async pay(step: string, body: JsonObject, expected: string): Promise<PayAnswer> {
    const { clientId, alipayplusKey } = this.options;
    const rawBody = Buffer.from(JSON.stringify(body));
    const time = formatDateTime(new Date(), '+08:00');
    const message = { method: 'POST', uri: this.uri, clientId, time, rawBody };
    const {
      statusCode,
      headers,
      body: answerBody,
    } = await this.pool.request({
      method: 'POST',
      path: this.uri,
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'client-id': clientId,
        'request-time': time,
        signature: await signMessage(message, { keyVersion: '1', privateKey: alipayplusKey }),
      },
      body: rawBody,
      signal: AbortSignal.timeout(hangUpMs),
    });
    const rawAnswer = Buffer.from(await answerBody.arrayBuffer());
    if (statusCode !== 200) throw new Error(`${step}: HTTP ${statusCode}`);
    if (this.calls++ % verifyEvery === 0) this.verify(headers, rawAnswer);
    return requireResult(step, JSON.parse(rawAnswer.toString()) as PayAnswer, expected);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private verify(headers: Record<string, string | string[] | undefined>, rawBody: Buffer): void {
    const { 'client-id': clientId, 'response-time': time, signature } = headers;
    const message = { method: 'POST', uri: this.uri, clientId: String(clientId), time: String(time), rawBody };
    const verified = verifyMessage(message, String(signature), () => this.options.walletKey);
    if (!verified.ok) throw new Error(`an answer's signature: ${verified.reason}`);
  }
}
