import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { packageDir } from '../basics/repository';
import type { Environment } from './services';

export const issuerName = 'https://operators.local-stack.invalid/';
export const audience = 'wallet-operators';
export const keyId = 'local-stack';

/** The settings of a service whose operators it names. */
export const ownIssuer = (url: string): Environment => ({
  OPERATOR_OIDC_ISSUER: issuerName,
  OPERATOR_OIDC_AUDIENCE: audience,
  OPERATOR_OIDC_JWKS_URL: `${url}/keys`,
});

/** In the place of a company's issuer of JWTs: a key in the stack's folder, its public half over HTTP, and who has the folder signs. */
export class OperatorIssuer {
  private constructor(
    private readonly server: Server,
    private readonly keyFile: string,
  ) {}

  static async start(dir: string): Promise<OperatorIssuer> {
    const keyFile = ensureKey(join(dir, 'keys'));
    const jwk = createPublicKey(readFileSync(keyFile)).export({ format: 'jwk' });
    const keys = JSON.stringify({ keys: [{ ...jwk, kid: keyId, alg: 'ES256', use: 'sig' }] });
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(keys);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OperatorIssuer(server, keyFile);
  }

  /** For a service whose operators it names. */
  get env(): Environment {
    const { port } = this.server.address() as AddressInfo;
    return ownIssuer(`http://127.0.0.1:${port}`);
  }

  /** As OPERATOR_TOKEN_COMMAND takes it. */
  get tokenCommand(): string {
    return JSON.stringify([process.execPath, join(packageDir, 'dist/operator-token.js'), this.keyFile]);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

function ensureKey(dir: string): string {
  const file = join(dir, 'operator-issuer-private.pem');
  if (existsSync(file)) return file;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return file;
}
