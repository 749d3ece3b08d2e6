import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { request } from 'undici';
import type { Customer, JsonObject, Wallet } from '../wallet';

export interface AppAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

type Method = 'GET' | 'POST' | 'DELETE';

/** The wallet's own app of one customer. */
export class WalletApp {
  constructor(
    private readonly wallet: Wallet,
    private readonly customer: Customer,
  ) {}

  async call(method: Method, path: string, sent?: JsonObject): Promise<AppAnswer> {
    const headers = {
      authorization: `Bearer ${await this.token()}`,
      ...(sent && { 'content-type': 'application/json' }),
    };
    const { statusCode: status, body } = await request(`${this.wallet.stack.walletApiUrl}/wallet/v1/${path}`, {
      method,
      headers,
      ...(sent && { body: JSON.stringify(sent) }),
    });
    return { status, body: (await body.json()) as JsonObject };
  }

  private token(): Promise<string> {
    return new SignJWT({ sub: this.customer.customerId, aud: 'wallet-api' })
      .setProtectedHeader({ alg: 'EdDSA', kid: '1' })
      .setExpirationTime('5m')
      .sign(createPrivateKey(readFileSync(this.wallet.stack.keys.walletAppPrivate)));
  }
}
