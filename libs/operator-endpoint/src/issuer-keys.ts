import { DependencyFault } from '@wallet/service';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

type LocalKeys = ReturnType<typeof createLocalJWKSet>;

export interface KeyTimes {
  readonly timeoutMs: number;
  /** After it the keys are asked for again, so that a key that the issuer has withdrawn is not good for ever. */
  readonly cacheMs: number;
  /** A key that is not known is asked for no oftener: forged tokens do not become load on the issuer. */
  readonly coolDownMs: number;
}

const defaultTimes: KeyTimes = { timeoutMs: 3_000, cacheMs: 10 * 60_000, coolDownMs: 30_000 };
const maxBytes = 512 * 1024;

/** The public keys of an issuer (JWKS, RFC 7517), fetched when needed and kept for a while. */
export class IssuerKeys {
  private keys: LocalKeys | undefined;
  private fetchedAt = -Infinity;
  private fetching: Promise<LocalKeys> | undefined;

  constructor(
    private readonly url: string,
    private readonly times: KeyTimes = defaultTimes,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Throws JWKSNoMatchingKey and its kin for a key that the issuer does not have, DependencyFault when it does not say. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const keys = this.keys && this.ageMs() < this.times.cacheMs ? this.keys : await this.fetchOnce();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.ageMs() < this.times.coolDownMs) throw error;
      return (await this.fetchOnce())(header, token);
    }
  };

  private ageMs = () => this.now() - this.fetchedAt;

  private fetchOnce(): Promise<LocalKeys> {
    this.fetching ??= this.fetchKeys().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetchKeys(): Promise<LocalKeys> {
    try {
      const signal = AbortSignal.timeout(this.times.timeoutMs);
      const response = await fetch(this.url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
      const text = await boundedText(response);
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      this.keys = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
      this.fetchedAt = this.now();
      return this.keys;
    } catch (error) {
      throw new DependencyFault("the issuer's key endpoint (OPERATOR_OIDC_JWKS_URL)", error);
    }
  }
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
