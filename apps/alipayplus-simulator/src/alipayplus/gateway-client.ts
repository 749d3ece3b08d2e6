import { apiPath, isServedApi, servedApis, type ApiName } from '@wallet/alipayplus';
import { errorMessage } from '@wallet/service';
import { Agent } from 'undici';
import { checkAnswer } from '../conformance/check-answer';
import type { Keys } from '../keys/keys';
import type { CallManner, Exchange, JsonObject } from '../wire/exchange';
import { formsOf, targetIn, type HeaderForm } from '../wire/header-forms';
import { OwnDelay } from './own-delay';
import { signCall, type SignedCall } from './sign-call';

export interface GatewayClientOptions {
  readonly gatewayUrls: readonly string[];
  readonly apiPrefix: string;
  readonly clientId: string;
  readonly keys: Pick<Keys, 'signingKey' | 'walletKey'>;
  /** `alternate`: each form in turn, call by call. */
  readonly headerForm: HeaderForm | 'alternate';
}

const ownDelay = new OwnDelay();
const dispatcher = new Agent({ connections: 256, pipelining: 1 });

/** Alipay+ as a caller: signs, hangs up after 8 s (of what moves money) or 5 s, verifies the wallet's signature. */
export class GatewayClient {
  private turn = 0;
  private readonly nextForm: () => HeaderForm;

  constructor(private readonly options: GatewayClientOptions) {
    this.nextForm = formsOf(options.headerForm);
  }

  /** What goes wrong with the call is part of the exchange; throws only when it cannot be signed. */
  async call(api: ApiName, body: JsonObject, manner: CallManner = {}): Promise<Exchange> {
    const uri = apiPath(api, this.options.apiPrefix);
    const startedAt = new Date();
    const headerForm = manner.headerForm ?? this.nextForm();
    const signed = await signCall(this.options, { uri, body, at: startedAt }, { ...manner, headerForm });
    const { keyVersion } = signed;
    const common = { api, uri, startedAt: startedAt.toISOString(), request: body, keyVersion, headerForm };
    const sentAt = performance.now();
    const endDelay = ownDelay.begin();
    const times = () => ({
      answeredAt: new Date().toISOString(),
      durationMs: Math.round(performance.now() - sentAt),
      ownDelayMs: endDelay(),
    });
    try {
      const received = await this.send(api, uri, signed);
      const took = times();
      const { clientId, keys } = this.options;
      const checked = checkAnswer({ api, uri, body, clientId }, received, keys.walletKey);
      return { ...common, ...took, httpStatus: received.httpStatus, ...checked };
    } catch (error) {
      return { ...common, ...times(), signature: 'none', error: errorMessage(error) };
    }
  }

  private async send(api: ApiName, uri: string, { headerForm, headers, rawBody: body }: SignedCall) {
    const origin = this.nextGateway();
    const response = await dispatcher.request({
      origin,
      path: targetIn(headerForm, origin, uri),
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(isServedApi(api) && servedApis[api].movesMoney ? 8_000 : 5_000),
    });
    const rawBody = Buffer.from(await response.body.arrayBuffer());
    return { httpStatus: response.statusCode, headers: response.headers, rawBody };
  }

  private nextGateway(): string {
    const urls = this.options.gatewayUrls;
    return urls[this.turn++ % urls.length] ?? '';
  }
}
