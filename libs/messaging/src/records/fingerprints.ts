/** The record header that tells which keys what stands in a value was made with. The release before does not read it. */
export const fingerprintsHeader = 'key-fingerprints';

/** By key: `token-hash`, `seal.2`. */
export type Fingerprints = Readonly<Record<string, string>>;

const entry = /^([a-z][a-z-]*(?:\.\d+)?)=([0-9a-f]{8})$/;

/** `seal.2=0a1b2c3d,token-hash=4e5f6a7b` */
export const writeFingerprints = (fingerprints: Fingerprints): string =>
  Object.entries(fingerprints)
    .map((pair) => pair.join('='))
    .join();

/** What cannot be read counts as not said. */
export function readFingerprints(text: string): Fingerprints {
  const pairs = text.split(',').map((part) => entry.exec(part) ?? []);
  return Object.fromEntries(pairs.flatMap(([, key, fingerprint]) => (key && fingerprint ? [[key, fingerprint]] : [])));
}
