import { createPrivateKey } from 'node:crypto';
import { readText } from '@wallet/service';
import { SignJWT } from 'jose';
import { request } from 'undici';
import { z } from 'zod';

const listed = z.object({
  agreements: z.array(z.object({ agreementId: z.string(), referenceAgreementId: z.string() })),
});
export type ListedAgreement = z.infer<typeof listed>['agreements'][number];

/** What the app gets: of an order, an error, whatever it is. */
export interface AppAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The wallet's own app of one customer: signs its tokens with the app's key, a PEM file. */
export class WalletAppClient {
  constructor(
    private readonly walletApiUrl: string,
    private readonly keyFile: string,
    private readonly customerId: string,
  ) {}

  /** Throws when the wallet does not answer 200. */
  async agreements(): Promise<readonly ListedAgreement[]> {
    const response = await this.call('GET', '/wallet/v1/agreements');
    if (response.statusCode !== 200) throw new Error(`the wallet answers ${response.statusCode} to its own app`);
    return listed.parse(await response.body.json()).agreements;
  }

  /** The HTTP status, and the wallet's word for it. */
  async unbind(agreementId: string): Promise<{ readonly status: number; readonly text: string }> {
    const { statusCode, body } = await this.call(
      'POST',
      `/wallet/v1/agreements/${encodeURIComponent(agreementId)}/unbind`,
    );
    return { status: statusCode, text: await body.text() };
  }

  /** Asks for anything else that the wallet's API has. */
  async ask(path: string, sent?: unknown): Promise<AppAnswer> {
    const { statusCode, body } = await this.call(sent === undefined ? 'GET' : 'POST', `/wallet/v1${path}`, sent);
    return { status: statusCode, body: await body.json() };
  }

  private async call(method: 'GET' | 'POST', path: string, sent?: unknown) {
    const headers = {
      authorization: `Bearer ${await this.token()}`,
      ...(sent !== undefined && { 'content-type': 'application/json' }),
    };
    return request(this.walletApiUrl + path, {
      method,
      headers,
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
  }

  private token(): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA' })
      .setSubject(this.customerId)
      .setAudience('wallet-api')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(createPrivateKey(readText(this.keyFile)));
  }
}
