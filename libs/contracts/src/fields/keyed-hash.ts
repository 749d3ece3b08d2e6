import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** What stands for a token, an authCode or a signed call in topics and tables: HMAC-SHA-256 in lower-case hex. */
export const keyedHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const isKeyedHash = (text: string): boolean => keyedHashSchema.safeParse(text).success;

/** `key`: 32 bytes, the same in gateway and auth for as long as any token lives. */
export const keyedHash = (secret: string | Buffer, key: Buffer): string =>
  createHmac('sha256', key).update(secret).digest('hex');
