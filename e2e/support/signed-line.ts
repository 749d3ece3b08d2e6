import { readFileSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { apiPath, readPrivateKey, readPublicKey, signMessage, verifyMessage } from '@wallet/alipayplus';
import { exchange, requestBytes, type HeaderLines, type RawAnswer } from './raw-answer';
import type { JsonObject, Wallet } from './wallet';

export const clientId = 'SANDBOX_5YC47N2ZQHJ004124';
export const payPath = apiPath('pay');

/** What differs from a call as Alipay+ makes it. */
export interface CallOptions {
  readonly method?: string;
  /** Path and query, as both signatures cover them. Default: pay. */
  readonly uri?: string;
  /** As it stands in the request line. Default: `uri`. */
  readonly target?: string;
  /** What is signed in place of what is sent. */
  readonly signedUri?: string;
  readonly signedBody?: string;
  readonly key?: KeyObject;
  readonly keyVersion?: string;
  /** Request-Time. Default: now. */
  readonly time?: string;
  /** Rewrites the Signature header that was made. */
  readonly signature?: (header: string) => string;
  /** Replaces the header lines of these names (in lower case): by one, by several, by none. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export interface SignedAnswer extends RawAnswer {
  readonly body: JsonObject;
  /** `F INVALID_SIGNATURE`. */
  readonly code: string;
}

/** `seconds` from now, to the millisecond. */
export const timeIn = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** Alipay+'s side of the wire as bytes: signs like Alipay+, lies where told to, and checks the signature of every answer. */
export class SignedLine {
  readonly host: string;
  readonly theirKey: KeyObject;
  readonly ourKey: KeyObject;
  private readonly ourPublicKey: KeyObject;

  /** By default straight to the gateway. */
  constructor(
    { stack }: Wallet,
    readonly url = stack.gatewayUrls[0]!,
  ) {
    this.host = new URL(this.url).host;
    this.theirKey = readPrivateKey(readFileSync(stack.keys.alipayplusPrivate, 'utf8'));
    this.ourKey = readPrivateKey(readFileSync(stack.keys.walletPrivate, 'utf8'));
    this.ourPublicKey = readPublicKey(readFileSync(stack.keys.walletPublic, 'utf8'));
  }

  /** Sends a body and fails unless the answer is signed by the wallet. */
  async call(body: JsonObject | string | Buffer, options: CallOptions = {}): Promise<SignedAnswer> {
    return this.send(await this.request(body, options), options);
  }

  /** `200 F INVALID_SIGNATURE` */
  async codeOf(body: JsonObject | string | Buffer, options: CallOptions = {}): Promise<string> {
    const { status, code } = await this.call(body, options);
    return `${status} ${code}`;
  }

  /** The same bytes may be sent again. */
  async send(bytes: Buffer, { method = 'POST', uri = payPath }: CallOptions = {}): Promise<SignedAnswer> {
    const answer = await exchange(this.url, bytes);
    if (answer.status === 404) expect(answer.headers).not.toHaveProperty('signature');
    else this.expectSigned(answer, method, uri);
    const body = JSON.parse(answer.rawBody.toString()) as JsonObject;
    const { resultStatus, resultCode } = body.result as { resultStatus: string; resultCode: string };
    return { ...answer, body, code: `${resultStatus} ${resultCode}` };
  }

  /** The status of an answer that the HTTP parser gives, which nobody signs. */
  async bareStatus(body: JsonObject, options: CallOptions): Promise<number> {
    return (await exchange(this.url, await this.request(body, options))).status;
  }

  async request(body: JsonObject | string | Buffer, options: CallOptions = {}): Promise<Buffer> {
    const { method = 'POST', uri = payPath, target = uri } = options;
    const rawBody = Buffer.from(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    return requestBytes(`${method} ${target} HTTP/1.1`, await this.headers(rawBody, options), rawBody);
  }

  private async headers(rawBody: Buffer, options: CallOptions): Promise<HeaderLines> {
    const { method = 'POST', uri = payPath, time = timeIn(0), key = this.theirKey, keyVersion = '1' } = options;
    const signed = options.signedBody === undefined ? rawBody : Buffer.from(options.signedBody);
    const message = { method, uri: options.signedUri ?? uri, clientId, time, rawBody: signed };
    const signature = await signMessage(message, { keyVersion, privateKey: key });
    const lines: Record<string, string | readonly string[]> = {
      host: this.host,
      'client-id': clientId,
      'request-time': time,
      signature: options.signature?.(signature) ?? signature,
      'content-type': 'application/json; charset=UTF-8',
      'content-length': String(rawBody.length),
      ...options.headers,
    };
    return Object.entries(lines).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
  }

  private expectSigned({ headers, rawBody }: RawAnswer, method: string, uri: string): void {
    expect(headers['client-id']).toBe(clientId);
    const message = { method, uri, clientId, time: headers['response-time'] ?? '', rawBody };
    expect(verifyMessage(message, headers['signature'], () => this.ourPublicKey)).toEqual({ ok: true });
  }
}
