import 'reflect-metadata';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { readPublicKey, signMessage, signWith, verifyMessage, type Result } from '@wallet/alipayplus';
import type { SealKeys } from '@wallet/contracts';
import { alipayplusPublicKeys, SignatureKeys, TimedSigner, type KeyFiles, type KeyStore } from '@wallet/key-store';
import { createLogger, type Logger } from '@wallet/service';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import inject, { type InjectOptions, type Response } from 'light-my-request';
import { createHttpAdapter } from '../src/adapters/http-in/public/http-adapter';
import { CallsPerSecond } from '../src/adapters/http-in/strangers/calls-per-second';
import { WalletAppKeys } from '../src/adapters/wallet-app/wallet-app-keys';
import { CodeBook } from '../src/application/codes/code-book';
import type { Config } from '../src/config';
import type { GatewayParts } from '../src/gateway-parts';
import { GatewayModule } from '../src/gateway.module';
import { FakeCommands } from './fake-commands';

export const clientId = 'SANDBOX_5Y0000000000000001';
export const now = new Date('2026-03-02T03:04:05Z');
export const tokenHashKey = Buffer.alloc(32, 7);
export const requestTime = '2026-03-02T11:04:05+08:00';

const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => Buffer.from(key.export({ format: 'pem', type }));
export const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

const sealKeysOf = (key: Buffer): SealKeys => ({
  current: '1',
  key: (version) => (version === '1' ? key : undefined),
});

/** Keys in memory: name -> version -> content. */
export class MemoryKeyFiles implements KeyFiles {
  readonly files = new Map<string, Map<string, Buffer>>();

  put(name: string, version: string, content: Buffer): void {
    this.files.set(name, (this.files.get(name) ?? new Map<string, Buffer>()).set(version, content));
  }

  version(name: string, version: string): Buffer | undefined {
    return this.files.get(name)?.get(version);
  }

  versions(name: string): string[] {
    return [...(this.files.get(name)?.keys() ?? [])].sort((a, b) => Number(b) - Number(a));
  }

  active(): undefined {
    return undefined;
  }
}

export interface CallOptions {
  readonly method?: 'POST' | 'GET' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'TRACE' | 'PROPFIND' | 'QUERY';
  readonly time?: string;
  /** What is signed in place of the path that is called. */
  readonly signedUri?: string;
  readonly signedBody?: string | Buffer;
  readonly key?: KeyObject;
  readonly keyVersion?: string;
  /** Replaces a header; undefined leaves it out. */
  readonly headers?: Record<string, string | undefined>;
  /** Rewrites the Signature header that was made. */
  readonly signature?: (header: string) => string;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: { result: Result; [field: string]: unknown };
}

/** The gateway from its real module, Kafka faked; it plays Alipay+ and verifies the signature of every answer. */
export class GatewayUnderTest {
  /** What Alipay+'s calls become. */
  readonly commands = new FakeCommands();
  readonly browserCommands = new FakeCommands();
  readonly walletAppCommands = new FakeCommands();
  readonly theirs = newKeys();
  readonly ours = newKeys();
  readonly walletApp = generateKeyPairSync('ed25519');
  readonly keyFiles = new MemoryKeyFiles();
  readonly sealKeys: SealKeys = sealKeysOf(randomBytes(32));
  /** Where the answers are signed. */
  store: Pick<KeyStore, 'sign'> = {
    sign: signWith({ keyVersion: '1', privateKey: this.ours.privateKey }),
  };
  readonly config: Config;
  readonly codeBook = new CodeBook();
  scanConfiguration: GatewayParts['scanConfiguration'] = { current: undefined };
  private readonly unproven: CallsPerSecond;
  private readonly strangers: CallsPerSecond;
  app!: NestFastifyApplication;

  constructor(
    over: Partial<Config> = {},
    private readonly logger: Logger = createLogger('gateway', 'silent'),
  ) {
    this.config = { ...defaults, ...over } as Config;
    this.unproven = new CallsPerSecond(this.config.SIGNED_REFUSALS_PER_SECOND);
    this.strangers = new CallsPerSecond(this.config.WALLET_STRANGERS_PER_SECOND);
    this.keyFiles.put('alipayplus-public', '1', pem(this.theirs.publicKey, 'spki'));
    this.keyFiles.put('wallet-app-public', '1', pem(this.walletApp.publicKey, 'spki'));
  }

  /** As `main.ts` makes them, but for the commands and the clock. */
  parts(): GatewayParts {
    const { config, logger, unproven, strangers, sealKeys, keyFiles, codeBook } = this;
    const { commands: alipayplus, browserCommands: browser, walletAppCommands } = this;
    const commands = { alipayplus, browser, 'wallet-app': walletAppCommands };
    const alipayplusKeys = alipayplusPublicKeys(keyFiles, readPublicKey, logger);
    const signatureKeys = new SignatureKeys(alipayplusKeys, new TimedSigner(this.store, config.SIGN_TIMEOUT_MS));
    const walletAppKeys = new WalletAppKeys(keyFiles, logger);
    return {
      config,
      logger,
      clock: { now: () => now },
      commands,
      unproven,
      strangers,
      signatureKeys,
      sealKeys,
      walletAppKeys,
      codeBook,
      scanConfiguration: this.scanConfiguration,
    };
  }

  async start(): Promise<this> {
    const module = GatewayModule.register(this.parts());
    const adapter = createHttpAdapter(this.config, { waiting: this.commands, unproven: this.unproven });
    this.app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false, bodyParser: false });
    await this.app.init();
    await adapter.getInstance().ready();
    return this;
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  /** Through the whole server; `app.inject` begins behind its wall. */
  inject(options: InjectOptions): Promise<Response> {
    return inject((request, response) => void this.app.getHttpServer().emit('request', request, response), options);
  }

  async call(path: string, body: unknown, options: CallOptions = {}): Promise<TestAnswer> {
    const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const url = path.startsWith('/') ? path : `${this.config.API_PREFIX}/${path}`;
    const method = options.method ?? 'POST';
    const headers = await this.headers({ method, uri: url, payload, options });
    const reply = await this.inject({ method: method as 'POST', url, payload, headers });
    const answer = { status: reply.statusCode, headers: reply.headers };
    if (answer.status === 404) this.expectUnsigned(answer.headers);
    else this.expectSigned(answer.headers, { method, uri: url, rawBody: reply.rawPayload });
    return { ...answer, body: method === 'HEAD' ? noBody : (JSON.parse(reply.payload) as TestAnswer['body']) };
  }

  /** The headers of a call that Alipay+ signs. */
  async headers(call: { method: string; uri: string; payload: string | Buffer; options?: CallOptions }) {
    const { options = {} } = call;
    const time = options.time ?? requestTime;
    const rawBody = Buffer.from(options.signedBody ?? call.payload);
    const message = { method: call.method, uri: options.signedUri ?? call.uri, clientId, time, rawBody };
    const privateKey = options.key ?? this.theirs.privateKey;
    const signature = await signMessage(message, { keyVersion: options.keyVersion ?? '1', privateKey });
    const all: Record<string, string | undefined> = {
      'client-id': clientId,
      'request-time': time,
      signature: options.signature ? options.signature(signature) : signature,
      'content-type': 'application/json; charset=UTF-8',
      ...options.headers,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, string>;
  }

  /** The four headers, in the forms that Alipay's SDKs read, over the very bytes that came. */
  expectSigned(headers: Record<string, unknown>, request: { method: string; uri: string; rawBody: Buffer }): void {
    const time = headers['response-time'] as string;
    expect([time, headers['client-id']]).toEqual([requestTime, clientId]);
    expect(headers['content-type']).toBe('application/json; charset=UTF-8');
    expect(headers['signature']).toMatch(/^algorithm=RSA256,keyVersion=\d+,signature=[\w%]+$/);
    if (request.method === 'HEAD') return;
    const publicKey = readPublicKey(pem(this.ours.publicKey, 'spki').toString());
    const message = { ...request, clientId, time };
    expect(verifyMessage(message, headers['signature'] as string, () => publicKey)).toEqual({ ok: true });
  }

  /** A path that is no API. */
  expectUnsigned(headers: Record<string, unknown>): void {
    for (const name of ['signature', 'client-id', 'response-time']) expect(headers).not.toHaveProperty(name);
  }
}

const noBody: TestAnswer['body'] = { result: { resultCode: '', resultStatus: 'U' } };

const defaults: Config = {
  HOST: '127.0.0.1',
  HEALTH_PORT: 0,
  BOOT_PATIENCE_SECONDS: 60,
  LOG_LEVEL: 'silent',
  kafka: { brokers: ['localhost:1'] },
  KAFKA_TOPIC_PREFIX: '',
  KAFKA_TOPICS: 'create',
  ALLOW_PLAINTEXT: 'false',
  KAFKA_PARTITIONS: 1,
  PORT: 0,
  CLIENT_ID: clientId,
  PSP_ID: '1022160000000000000',
  API_PREFIX: '/aps/api/v1',
  KEEP_ALIVE_SECONDS: 75,
  KEYS_DIR: '.',
  SEAL_KEYS_DIR: '.',
  TOKEN_HASH_KEY_FILE: tokenHashKey,
  AUTH_REDIRECT_HOSTS: ['shop.example'],
  PUBLIC_URL: 'https://wallet.example',
  WALLET_NAME: 'Test Wallet',
  WALLET_APP_URL: 'https://app.wallet.example/login?from=consent',
  WALLET_PORT: 0,
  WALLET_SESSION: 'link',
  ALIPAYPLUS_BASE_URL: 'http://127.0.0.1:1',
  CONSULT_TIMEOUT_MS: 1_000,
  USER_INITIATED_PAY_TIMEOUT_MS: 1_000,
  USER_INITIATED_PAY_BUDGET_MS: 2_000,
  PAYMENT_FACTOR: 'developer',
  DEVELOPER_PIN: '123456',
  CODE_RULES_TIMEOUT_MS: 1_000,
  CODE_RULES_MAX_AGE_SECONDS: 86_400,
  CODE_FILTER: 'block',
  SCAN_CONFIGURATION_MAX_AGE_SECONDS: 86_400,
  CODE_CALLS_PER_SECOND: 100_000,
  MAX_BODY_BYTES: 1_048_576,
  MAX_WAITERS: 10,
  MAX_WAITER_AGE_MS: 2_000,
  MAX_LOOP_DELAY_MS: 60_000,
  MAX_SIGNATURES: 300,
  SIGN_TIMEOUT_MS: 1_000,
  CONSENT_MAX_WAITERS: 10,
  WALLET_API_MAX_WAITERS: 10,
  WALLET_STRANGERS_PER_SECOND: 100_000,
  CONSENT_REQUESTS_PER_SECOND: 100_000,
  CONSENT_TOTAL_PER_SECOND: 100_000,
  TRUSTED_PROXIES: [],
  REQUEST_TIME_WINDOW_SECONDS: 300,
  SIGNED_REFUSALS_PER_SECOND: 100_000,
  PAY_WALL_MS: 6500,
  WALL_MS: 3500,
  TIME_ZONE_OFFSET: '+08:00',
};
