import 'reflect-metadata';
import type { KeyObject } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import inject from 'light-my-request';
import { SignJWT, type JWTPayload } from 'jose';
import { createWalletApiAdapter } from '../src/adapters/http-in/wallet-api/wallet-api-adapter';
import { WalletApiModule } from '../src/wallet-api.module';
import { nowSeconds } from './consent-visitor';
import type { GatewayUnderTest } from './gateway-under-test';
import type { DescribedAnswer } from './open-api';

export const agreementId = '0b0f1a52-3f0e-4c43-9a54-3f3a2f1f8f11';
export const goodClaims = { sub: 'customer-1', aud: 'wallet-api', exp: nowSeconds + 3_600 };

export interface Signing {
  readonly alg?: string;
  readonly kid?: string;
  readonly key?: KeyObject;
}

/** The wallet API from its real module, on the parts of a gateway; plays the wallet's app. */
export class WalletApiUnderTest {
  private app!: NestFastifyApplication;

  constructor(readonly gateway: GatewayUnderTest) {}

  async start(): Promise<void> {
    const parts = this.gateway.parts();
    const adapter = createWalletApiAdapter(parts);
    const module = WalletApiModule.register(parts);
    this.app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false, bodyParser: false });
    await this.app.init();
    await adapter.getInstance().ready();
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  token(claims: JWTPayload = goodClaims, { alg = 'EdDSA', kid, key }: Signing = {}): Promise<string> {
    const header = { alg, ...(kid !== undefined && { kid }) };
    return new SignJWT(claims).setProtectedHeader(header).sign(key ?? this.gateway.walletApp.privateKey);
  }

  async call(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    headers: Record<string, string> = {},
    payload?: object,
  ): Promise<DescribedAnswer> {
    const server = this.app.getHttpServer();
    const reply = await inject((request, response) => void server.emit('request', request, response), {
      method,
      url,
      headers,
      ...(payload && { payload }),
    });
    return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
  }

  /** As the app of a customer: with JSON, where there is something to say. */
  async send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { body, sub = goodClaims.sub }: { readonly body?: object; readonly sub?: string } = {},
  ): Promise<DescribedAnswer> {
    const authorization = `Bearer ${await this.token({ ...goodClaims, sub })}`;
    return this.call(method, `/wallet/v1/${path}`, { authorization }, body);
  }

  /** Of an answer that may be empty: its status, etag and text. */
  async status(url: string, headers: Record<string, string>): Promise<unknown[]> {
    const authorization = `Bearer ${await this.token()}`;
    const server = this.app.getHttpServer();
    const send = (request: unknown, response: unknown) => void server.emit('request', request, response);
    const reply = await inject(send, { method: 'GET', url, headers: { authorization, ...headers } });
    return [reply.statusCode, reply.headers.etag, reply.payload];
  }

  async list(token?: string): Promise<DescribedAnswer> {
    return this.call('GET', '/wallet/v1/agreements', { authorization: `Bearer ${token ?? (await this.token())}` });
  }

  async identify(codeValue: unknown, token?: string): Promise<DescribedAnswer> {
    const headers = { authorization: `Bearer ${token ?? (await this.token())}` };
    return this.call('POST', '/wallet/v1/codes/identify', headers, { codeValue });
  }

  async unbind(id = agreementId): Promise<DescribedAnswer> {
    return this.call('POST', `/wallet/v1/agreements/${id}/unbind`, { authorization: `Bearer ${await this.token()}` });
  }
}
