import { randomBytes } from 'node:crypto';
import type { SealKeys } from '@wallet/contracts';

/** Keys of versions 1 to `count`; the newest is current. */
export function newSealKeys(count = 1): SealKeys & { readonly files: ReadonlyMap<string, Buffer> } {
  const files = new Map(Array.from({ length: count }, (_, index) => [String(index + 1), randomBytes(32)]));
  return { current: String(count), key: (version) => files.get(version), files };
}
