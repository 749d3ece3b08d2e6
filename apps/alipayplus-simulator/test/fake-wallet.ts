import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  apiPath,
  formatDateTime,
  signMessage,
  verifyMessage,
  result,
  type ApiName,
  type SigningKey,
} from '@wallet/alipayplus';
import { createLogger, type Logger } from '@wallet/service';
import Fastify, { type FastifyInstance } from 'fastify';
import { request } from 'undici';
import type { JsonObject } from '../src/wire/exchange';
import type { Config } from '../src/config';
import { createServer } from '../src/server';

const apiPrefix = '/aps/api/v1';
const clientId = 'SANDBOX_5Y0000000000000001';
const acquirerId = '1022188000000000001';
const pspId = '1022160000000000000';

const contentType = 'application/json; charset=UTF-8';

export const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'public' ? 'spki' : 'pkcs8' }).toString();
const ours = newKeys();
const theirs = newKeys();
const forgery: SigningKey = { keyVersion: '1', privateKey: theirs.privateKey };

function bareServer(): FastifyInstance {
  const rewriteUrl = ({ url = '' }: { url?: string | undefined }) => url.replace(/^http:\/\/[^/]*/, '');
  const server = Fastify({ forceCloseConnections: true, rewriteUrl });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, parsed) => parsed(null, body));
  return server;
}

interface NoticeAnswer {
  readonly status: number;
  readonly signature: 'valid' | 'invalid' | 'none';
  readonly body: JsonObject;
  readonly bytes: number;
  /** Its Response-Time. */
  readonly time: string;
}

/** The simulator, and a wallet at its gateway's address that answers what a spec says. */
export class FakeWallet {
  /** Added to a right S, or instead of it; an API without one is answered U. */
  readonly answers: Partial<Record<ApiName, JsonObject | ((call: JsonObject) => JsonObject)>> = {};
  /** In place of those of a right answer. */
  answerHeaders: Record<string, string> = {};
  readonly calls: JsonObject[] = [];
  /** The request line and header lines of the last call. */
  head: readonly string[] = [];
  /** The wallet signs with it. */
  signsWith: SigningKey = { keyVersion: '1', privateKey: ours.privateKey };
  /** The answers do not name the version. */
  unnamedVersion = false;
  /** Alipay+'s keys by version. */
  readonly alipayplusKeys = new Map([['1', theirs.publicKey]]);
  /** Where the simulator's keys are. */
  private readonly keyFolder = mkdtempSync(join(tmpdir(), 'simulator-keys-'));
  /** Done before the answer to a call goes out. */
  beforeAnswer: (call: JsonObject) => Promise<unknown> = () => Promise.resolve();
  readonly server = bareServer();
  simulator!: FastifyInstance;
  url = '';
  simulatorUrl = '';

  /** `over` replaces settings of the simulator. */
  async start(logger: Logger = createLogger('simulator', 'silent'), over: Partial<Config> = {}): Promise<this> {
    this.server.post(`${apiPrefix}/*`, async (call, reply) => {
      const body = JSON.parse((call.body as Buffer).toString('utf8')) as JsonObject;
      this.calls.push(body);
      this.head = [String(call.originalUrl), ...call.raw.rawHeaders];
      await this.beforeAnswer(body);
      const rawBody = Buffer.from(JSON.stringify(this.answerTo(call.url, body)));
      const time = formatDateTime(new Date(), '+08:00');
      const message = { method: 'POST', uri: call.url, clientId, time, rawBody };
      const named = await signMessage(message, this.signsWith);
      const signature = this.unnamedVersion ? named.replace(/keyVersion=\d+,/, '') : named;
      const headers = { 'client-id': clientId, 'response-time': time, signature, 'content-type': contentType };
      return reply.headers({ ...headers, ...this.answerHeaders }).send(rawBody);
    });
    this.url = await this.server.listen({ host: '127.0.0.1', port: 0 });
    this.writeKey('alipayplus-private.pem', theirs.privateKey);
    this.writeKey('wallet-public.pem', ours.publicKey);
    const keys = {
      alipayplusPrivateKeyFile: join(this.keyFolder, 'alipayplus-private.pem'),
      walletPublicKeyFile: join(this.keyFolder, 'wallet-public.pem'),
      signWith: 'newest',
    };
    const unset = { secondPort: undefined, faultsSeed: undefined, timelineScale: undefined };
    const common = { host: '127.0.0.1', port: 0, healthPort: 0, logLevel: 'silent', faults: '', ...unset } as const;
    const form = { headerForm: 'alternate' } as const;
    const ids = { gatewayUrls: [this.url], apiPrefix, clientId, pspId, acquirerId };
    this.simulator = createServer({ ...common, ...ids, ...form, keys, ...over }, logger);
    await this.simulator.listen({ host: '127.0.0.1', port: 0 });
    this.simulatorUrl = `http://127.0.0.1:${(this.simulator.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    await Promise.all([this.simulator.close(), this.server.close()]);
    rmSync(this.keyFolder, { recursive: true });
  }

  writeKey(file: string, key: KeyObject): void {
    this.write(file, pem(key));
  }

  write(file: string, content: string): void {
    writeFileSync(join(this.keyFolder, file), content);
  }

  remove(file: string): void {
    rmSync(join(this.keyFolder, file));
  }

  /** Calls Alipay+ as the wallet does; throws when there is no answer within `timeoutMs`. */
  async call(
    api: ApiName,
    body: JsonObject,
    { timeoutMs = 2_000, forged = false, uri = apiPath(api, apiPrefix) } = {},
  ): Promise<NoticeAnswer> {
    const { headers, rawBody } = await signedCall(uri, body, forged ? forgery : this.signsWith);
    const timeout = { signal: AbortSignal.timeout(timeoutMs) };
    const answer = await request(this.simulatorUrl + uri, { method: 'POST', headers, body: rawBody, ...timeout });
    const rawAnswer = Buffer.from(await answer.body.arrayBuffer());
    return {
      status: answer.statusCode,
      signature: this.check(uri, answer.headers, rawAnswer),
      body: parsed(rawAnswer),
      bytes: rawAnswer.length,
      time: String(answer.headers['response-time']),
    };
  }

  /** All that comes back on the connection of one call within 500 ms. */
  async rawCall(api: ApiName, body: JsonObject): Promise<string> {
    const uri = apiPath(api, apiPrefix);
    const { headers, rawBody } = await signedCall(uri, body, this.signsWith);
    const lines = Object.entries({ host: 'x', 'content-length': rawBody.length, ...headers });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const socket = connect(Number(new URL(this.simulatorUrl).port), '127.0.0.1');
    socket.write(Buffer.concat([Buffer.from(`POST ${uri} HTTP/1.1\r\n${head}\r\n`), rawBody]));
    setTimeout(() => socket.end(), 500);
    const received: Buffer[] = [];
    for await (const bytes of socket) received.push(bytes as Buffer);
    return Buffer.concat(received).toString('utf8');
  }

  /** One call of the simulator's own. */
  async simulate<Answer = JsonObject>(path: string, body?: unknown, method = 'POST'): Promise<Answer> {
    const answer = await request(this.simulatorUrl + path, {
      ...(body !== undefined && { method, body: JSON.stringify(body) }),
    });
    return (answer.statusCode === 204 ? undefined : await answer.body.json()) as Answer;
  }

  private answerTo(path: string, body: JsonObject): JsonObject {
    const found = Object.entries(this.answers).find(([name]) => apiPath(name as ApiName, apiPrefix) === path);
    if (!found) return { result: result('UNKNOWN_EXCEPTION') };
    const [, answer] = found;
    const given = typeof answer === 'function' ? answer(body) : answer;
    return { result: result('SUCCESS'), ...(given.result ? {} : fieldsOfSuccess(path, body, given)), ...given };
  }

  private check(uri: string, headers: Record<string, unknown>, rawBody: Buffer): NoticeAnswer['signature'] {
    const { signature } = headers;
    if (typeof signature !== 'string') return 'none';
    const message = { method: 'POST', uri, clientId, time: String(headers['response-time']), rawBody };
    return verifyMessage(message, signature, (version = '1') => this.alipayplusKeys.get(version)).ok
      ? 'valid'
      : 'invalid';
  }
}

/** What an S of this API must have beside its result. */
function fieldsOfSuccess(path: string, { paymentRequestId }: JsonObject, given: JsonObject): JsonObject {
  const time = '2027-01-01T00:00:00+08:00';
  const paid = { paymentId: `id-${String(paymentRequestId)}`, paymentTime: time };
  const { paymentResult = result('SUCCESS') } = given as { paymentResult?: { resultStatus: string } };
  if (path.endsWith('/pay')) return paid;
  if (path.endsWith('/inquiryPayment')) return { paymentResult, ...(paymentResult.resultStatus === 'S' && paid) };
  if (path.endsWith('/applyToken')) return { accessTokenExpiryTime: time, refreshTokenExpiryTime: time };
  return {};
}

async function signedCall(uri: string, body: JsonObject, key: SigningKey) {
  const rawBody = Buffer.from(JSON.stringify(body));
  const time = formatDateTime(new Date(), '+08:00');
  const signature = await signMessage({ method: 'POST', uri, clientId, time, rawBody }, key);
  const headers = { 'content-type': contentType, 'client-id': clientId, 'request-time': time, signature };
  return { headers, rawBody };
}

function parsed(rawBody: Buffer): JsonObject {
  try {
    return JSON.parse(rawBody.toString('utf8')) as JsonObject;
  } catch {
    return {};
  }
}

export const token = (n: number): string => `28160003${n.toString(16).toUpperCase().padStart(32, '0')}`;
export const authCode = `28160013${'a'.repeat(24)}`;

export const binding = { authClientId: '2188120000009147', referenceAgreementId: '20260101190741000000000001' };
export const parties = { acquirerId, pspId };
export const preparation = { ...parties, ...binding, authClientName: 'Shop', scopes: ['AGREEMENT_PAY'] };

export const tokenCreated = (over: JsonObject = {}): JsonObject => ({
  authorizationNotifyType: 'TOKEN_CREATED',
  ...binding,
  accessToken: token(1),
  accessTokenExpiryTime: '2027-01-01T00:00:00+08:00',
  refreshToken: token(2),
  refreshTokenExpiryTime: '2027-06-01T00:00:00+08:00',
  customerId: '2160000000000001',
  ...over,
});
