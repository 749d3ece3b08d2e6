import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** A value that only holders of the seal key can read: `<key version>.<iv>.<tag>.<ciphertext>`, base64url. */
export const sealedSchema = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,8})(\.[\w-]+){3}$/)
  .brand('Sealed');
export type Sealed = z.infer<typeof sealedSchema>;

/** The keys of the seal: version -> 32 bytes; new seals are made with `current`. */
export interface SealKeys {
  readonly current: string;
  /** Undefined, or throws DependencyFault, when there is no such version: it may be on its way to this process. */
  key(version: string): Buffer | undefined;
}

/** The version of the key that it was sealed with; undefined of what is not sealed. */
export const sealVersionOf = (text: string): string | undefined =>
  sealedSchema.safeParse(text).success ? text.split('.', 1)[0] : undefined;

/** Where a sealed value belongs. It opens nowhere else: the place is authenticated as associated data. */
export interface SealPlace {
  readonly topic: string;
  readonly type: string;
  readonly key: string;
  readonly correlationId: string;
}

const associatedData = (place: SealPlace): Buffer =>
  Buffer.from(JSON.stringify([place.topic, place.type, place.key, place.correlationId]));

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit IV. Throws when the current key is missing. */
export function seal(plain: string, place: SealPlace, keys: SealKeys): Sealed {
  const key = keys.key(keys.current);
  if (!key) throw new Error(`seal key version ${keys.current} is missing`);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(associatedData(place));
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64url'));
  return sealedSchema.parse([keys.current, ...parts].join('.'));
}

/** Throws when the key version is unknown, or when the value was sealed for another place or changed. */
export function unseal(sealed: Sealed, place: SealPlace, keys: SealKeys): string {
  const [version = '', ...parts] = sealed.split('.');
  const key = keys.key(version);
  if (!key) throw new Error(`seal key version ${version} is missing`);
  const [iv, tag, ciphertext] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (!iv || tag?.length !== 16 || !ciphertext) throw new Error('malformed sealed value');
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(associatedData(place)).setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
}
