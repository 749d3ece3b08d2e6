import { defaultApiPrefix } from '@wallet/alipayplus';
import { commonSettings, parseConfig, settings } from '@wallet/service';
import { z } from 'zod';

const configSchema = z.object({
  ...commonSettings,
  PORT: settings.port(),
  /** Our own id at Alipay+: the only one that may call, and the one that answers carry. */
  CLIENT_ID: settings.text(),
  PSP_ID: settings.text(),
  API_PREFIX: settings
    .text(defaultApiPrefix)
    .refine((prefix) => /^(\/[\w.-]+)+$/.test(prefix), `must be a path such as ${defaultApiPrefix}`),
  /** `alipayplus-public[.n].pem` to verify, `wallet-private[.n].pem` to sign. */
  KEYS_DIR: settings.dir(),
  /** `seal.n.key`: 32 bytes in base64, shared with otp. */
  SEAL_KEYS_DIR: settings.dir(),
  MAX_WAITERS: settings.positiveInt(200),
  REQUEST_TIME_WINDOW_SECONDS: settings.positiveInt(300),
  PAY_WALL_MS: settings.positiveInt(6500),
  WALL_MS: settings.positiveInt(3500),
  OTP_LENGTH: settings.positiveInt(6),
  TIME_ZONE_OFFSET: settings.utcOffset('+08:00'),
});

export type Config = z.output<typeof configSchema>;

/** The only reader of the environment. Throws ConfigError that names every wrong variable. */
export const readConfig = (): Config => parseConfig(configSchema, process.env);
