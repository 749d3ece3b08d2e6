import { isKeyedHash } from '../fields/keyed-hash';
import { sealVersionOf } from '../fields/sealed';

/** A key that several services must have alike: that of keyed hashes, or those of the seal. */
export type SharedKey = 'token-hash' | 'seal';

/**
 * The keys that what stands in `payload` was made with: `token-hash`, `seal.2`. A keyed hash is in a field called `…Hash` or
 * `…Fingerprint`, a sealed value in one called `sealed…`; a spec holds every topic to that.
 */
export function keysBehind(kinds: readonly SharedKey[] | undefined, payload: unknown): string[] {
  if (!kinds) return [];
  const found = new Set<string>();
  collect(payload, found);
  return [...found].filter((key) => kinds.some((kind) => kind === kindOf(key)));
}

/** Of a key as `keysBehind` names it. */
export const kindOf = (key: string): string => key.split('.', 1)[0] ?? '';

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const key = typeof inner === 'string' ? keyBehind(name, inner) : collect(inner, found);
    if (key) found.add(key);
  }
}

function keyBehind(name: string, text: string): string | undefined {
  if (/(?:Hash|Fingerprint)$/.test(name)) return isKeyedHash(text) ? 'token-hash' : undefined;
  const version = name.startsWith('sealed') ? sealVersionOf(text) : undefined;
  return version === undefined ? undefined : `seal.${version}`;
}
