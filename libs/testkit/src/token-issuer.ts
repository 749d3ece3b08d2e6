import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload, type KeyLike } from 'jose';

/** Instead of keys: no answer at all, half of one, a cut connection, or this. */
type IssuerFault = 'hang' | 'trickle' | 'drop' | { readonly status: number; readonly body: string };

interface IssuerKey {
  readonly algorithm: string;
  readonly privateKey: KeyLike;
  readonly jwk: JWK;
}

/** A company's issuer of JWTs, with keys of its own and its JWKS endpoint. */
export class TokenIssuer {
  readonly issuer = 'https://login.company.example/';
  readonly audience = 'wallet-operators';
  /** How often its keys were asked for. */
  asked = 0;
  /** Set: every call gets it. */
  fault: IssuerFault | undefined;
  private readonly keys = new Map<string, IssuerKey>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TokenIssuer> {
    const server = createServer((_, response) => {
      issuer.asked += 1;
      const { fault } = issuer;
      if (fault === 'hang') return;
      if (fault === 'drop') return void response.destroy();
      if (fault === 'trickle') return void response.writeHead(200).write('{"keys":');
      const { status, body } = fault ?? { status: 200, body: issuer.jwks() };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    const issuer = new TokenIssuer(server);
    await issuer.addKey('1');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/keys`;
  }

  async addKey(id: string, algorithm = 'ES256'): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(algorithm);
    const jwk = { ...(await exportJWK(publicKey)), kid: id, alg: algorithm, use: 'sig' };
    this.keys.set(id, { algorithm, privateKey, jwk });
  }

  removeKey(id: string): void {
    this.keys.delete(id);
  }

  jwks(): string {
    return JSON.stringify({ keys: [...this.keys.values()].map(({ jwk }) => jwk) });
  }

  /** Good for five minutes unless `claims` say otherwise; undefined takes a claim away. */
  sign(claims: JWTPayload, keyId = '1'): Promise<string> {
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`the issuer has no key ${keyId}`);
    const exp = Math.floor(Date.now() / 1_000) + 300;
    const payload = { iss: this.issuer, aud: this.audience, sub: 'olga@company.example', exp, ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg: key.algorithm, kid: keyId }).sign(key.privateKey);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
