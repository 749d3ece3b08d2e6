import { readFileSync } from 'node:fs';
import { readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import { z } from 'zod';

const file = z.string().transform((path) => readFileSync(path, 'utf8'));

const configSchema = z.object({
  DATABASE_URL: z.string(),
  PORT: z.coerce.number().int(),
  POOL_SIZE: z.coerce.number().int().default(16),
  LOG_LEVEL: z.string().default('info'),
  CLIENT_ID: z.string(),
  PSP_ID: z.string(),
  ALIPAYPLUS_BASE_URL: z.string(),
  ALIPAYPLUS_PUBLIC_KEY_FILE: file.transform(readPublicKey),
  WALLET_PRIVATE_KEY_FILE: file.transform(readPrivateKey),
  /** 32 bytes in base64: access tokens are looked up by their HMAC with it. */
  TOKEN_KEY_FILE: file.transform((text) => Buffer.from(text, 'base64')),
});

export const readConfig = () => configSchema.parse(process.env);
