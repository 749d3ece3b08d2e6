import { apiPath, formatDateTime, signMessage, type ApiName } from '@wallet/alipayplus';
import { errorMessage } from '@wallet/service';
import { Agent, request } from 'undici';
import { checkAnswer } from '../conformance/check-answer';
import type { Keys } from '../keys/keys';
import type { CallManner, Exchange, JsonObject } from './exchange';
import { OwnDelay } from './own-delay';

export interface GatewayClientOptions {
  readonly gatewayUrls: readonly string[];
  readonly apiPrefix: string;
  readonly clientId: string;
  readonly keys: Pick<Keys, 'signingKey' | 'walletKey'>;
}

/** To the millisecond: two calls within a second would else be the same bytes, which the wallet takes for one that came twice. */
const timeOf = (at: Date): string => formatDateTime(at, '+08:00').replace('+', `${at.toISOString().slice(19, 23)}+`);
const slowApis: readonly ApiName[] = ['pay', 'refund', 'cancelPayment'];
const ownDelay = new OwnDelay();
const dispatcher = new Agent({ connections: 256, pipelining: 1 });

/** Alipay+ as a caller: signs, hangs up after 8 s (pay, refund, cancelPayment) or 5 s, verifies the wallet's signature. */
export class GatewayClient {
  private turn = 0;

  constructor(private readonly options: GatewayClientOptions) {}

  /** What goes wrong with the call is part of the exchange; throws only when it cannot be signed. */
  async call(api: ApiName, body: JsonObject, manner: CallManner = {}): Promise<Exchange> {
    const uri = apiPath(api, this.options.apiPrefix);
    const startedAt = new Date();
    const { keyVersion, ...message } = await this.signed(uri, body, {
      ...manner,
      requestTime: manner.requestTime ?? timeOf(startedAt),
    });
    const common = { api, uri, startedAt: startedAt.toISOString(), request: body, keyVersion };
    const sentAt = performance.now();
    const endDelay = ownDelay.begin();
    const times = () => ({ durationMs: Math.round(performance.now() - sentAt), ownDelayMs: endDelay() });
    try {
      const received = await this.send(api, uri, message);
      const took = times();
      const { clientId, keys } = this.options;
      const checked = checkAnswer({ api, uri, body, clientId }, received, keys.walletKey);
      return { ...common, ...took, httpStatus: received.httpStatus, ...checked };
    } catch (error) {
      return { ...common, ...times(), signature: 'none', error: errorMessage(error) };
    }
  }

  private async signed(uri: string, body: JsonObject, manner: CallManner & { readonly requestTime: string }) {
    const rawBody = Buffer.from(JSON.stringify(body));
    const { clientId, keys } = this.options;
    const key = keys.signingKey(manner.keyVersion);
    const time = manner.requestTime;
    const message = { method: 'POST', uri, clientId, time, rawBody };
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': time,
      signature: naming(await signMessage(message, key), manner),
    };
    return { keyVersion: key.keyVersion, headers, body: rawBody };
  }

  private async send(
    api: ApiName,
    uri: string,
    message: Omit<Awaited<ReturnType<GatewayClient['signed']>>, 'keyVersion'>,
  ) {
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

/** The `Signature` header, perhaps with another key version than that of the key, or with none. */
function naming(header: string, { namedVersion }: CallManner): string {
  if (namedVersion === undefined) return header;
  return header.replace(/keyVersion=\d+,/, namedVersion === null ? '' : `keyVersion=${namedVersion},`);
}
