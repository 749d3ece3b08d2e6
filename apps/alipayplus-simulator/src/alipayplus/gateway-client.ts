import type { KeyObject } from 'node:crypto';
import { apiPath, formatDateTime, signMessage, type ApiName } from '@wallet/alipayplus';
import { errorMessage } from '@wallet/service';
import { Agent, request } from 'undici';
import { checkAnswer } from '../conformance/check-answer';
import type { Exchange, JsonObject } from './exchange';
import { OwnDelay } from './own-delay';

export interface GatewayClientOptions {
  readonly gatewayUrls: readonly string[];
  readonly apiPrefix: string;
  readonly clientId: string;
  readonly alipayplusKey: KeyObject;
  readonly walletKey: KeyObject;
}

const keyVersion = '1';
/** To the millisecond: two calls within a second would else be the same bytes, which the wallet takes for one that came twice. */
const timeOf = (at: Date): string => formatDateTime(at, '+08:00').replace('+', `${at.toISOString().slice(19, 23)}+`);
const slowApis: readonly ApiName[] = ['pay', 'refund', 'cancelPayment'];
const ownDelay = new OwnDelay();
const dispatcher = new Agent({ connections: 256, pipelining: 1 });

/** Alipay+ as a caller: signs, hangs up after 8 s (pay, refund, cancelPayment) or 5 s, verifies the wallet's signature. */
export class GatewayClient {
  private turn = 0;

  constructor(private readonly options: GatewayClientOptions) {}

  /** What goes wrong with the call is part of the exchange; throws only when it cannot be signed. `requestTime` replaces the current time. */
  async call(api: ApiName, body: JsonObject, requestTime?: string): Promise<Exchange> {
    const uri = apiPath(api, this.options.apiPrefix);
    const startedAt = new Date();
    const common = { api, uri, startedAt: startedAt.toISOString(), request: body };
    const message = await this.signed(uri, requestTime ?? timeOf(startedAt), Buffer.from(JSON.stringify(body)));
    const sentAt = performance.now();
    const endDelay = ownDelay.begin();
    const times = () => ({ durationMs: Math.round(performance.now() - sentAt), ownDelayMs: endDelay() });
    try {
      const received = await this.send(api, uri, message);
      const took = times();
      const { clientId, walletKey } = this.options;
      const checked = checkAnswer({ api, uri, body, clientId }, received, () => walletKey);
      return { ...common, ...took, httpStatus: received.httpStatus, ...checked };
    } catch (error) {
      return { ...common, ...times(), signature: 'none', error: errorMessage(error) };
    }
  }

  private async signed(uri: string, time: string, rawBody: Buffer) {
    const { clientId, alipayplusKey } = this.options;
    const message = { method: 'POST', uri, clientId, time, rawBody };
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': time,
      signature: await signMessage(message, { keyVersion, privateKey: alipayplusKey }),
    };
    return { headers, body: rawBody };
  }

  private async send(api: ApiName, uri: string, message: Awaited<ReturnType<GatewayClient['signed']>>) {
    const response = await request(this.nextGateway() + uri, {
      method: 'POST',
      dispatcher,
      ...message,
      signal: AbortSignal.timeout(slowApis.includes(api) ? 8_000 : 5_000),
    });
    const rawBody = Buffer.from(await response.body.arrayBuffer());
    return { httpStatus: response.statusCode, headers: response.headers, rawBody };
  }

  private nextGateway(): string {
    const urls = this.options.gatewayUrls;
    return urls[this.turn++ % urls.length] ?? '';
  }
}
