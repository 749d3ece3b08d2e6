import { kafkaSettings } from '@wallet/messaging';
import { operatorAuthSettings, operatorSettings } from '@wallet/operator-endpoint';
import { requireSealKeys } from '@wallet/key-store';
import { redisSettings } from '@wallet/redis';
import { commonSettings, parseConfig, settings } from '@wallet/service';
import { z } from 'zod';
import { defaultTemplates } from './domain/message-text';

const template = (fallback: string) =>
  settings.text(fallback).refine((text) => text.includes('{code}'), 'must contain {code}');

const prefixes = settings
  .commaList([])
  .transform((list) => list.map((prefix) => prefix.replace(/^\+/, '')))
  .refine((list) => list.every((prefix) => /^\d{1,15}$/.test(prefix)), 'must be digits, parted by commas');

/** `852:50000,86:20000` */
const budgets = settings
  .commaList([])
  .refine((list) => list.every((item) => /^\d{1,3}:\d{1,9}$/.test(item)), 'must be like 852:50000,86:20000')
  .transform((list) => Object.fromEntries(list.map((item) => [item.split(':')[0] ?? '', Number(item.split(':')[1])])));

const percent = (fallback: number) =>
  settings.nonNegativeInt(fallback).refine((value) => value <= 100, 'must be 0 to 100');

/** What the Lua scripts read, by these names; docs/settings.md says what each limits. No secret belongs here. */
const limitSettings = z.object({
  OTP_LIFE_SECONDS: settings.positiveInt(300),
  OTP_MAX_TRIES: settings.positiveInt(3),
  OTP_RESEND_SECONDS: settings.nonNegativeInt(60),
  OTP_MAX_SENDS: settings.positiveInt(3),
  OTP_SENDS_PER_NUMBER_HOUR: settings.positiveInt(5),
  OTP_SENDS_PER_NUMBER_DAY: settings.positiveInt(10),
  OTP_SENDS_PER_MERCHANT_HOUR: settings.positiveInt(1_000),
  OTP_SENDS_PER_PREFIX: settings.positiveInt(20),
  OTP_PREFIX_WINDOW_SECONDS: settings.positiveInt(600),
  OTP_CONVERSION_SENDS: settings.positiveInt(100),
  OTP_CONVERSION_PERCENT: percent(20),
  OTP_PREFIX_BLOCK_SECONDS: settings.positiveInt(3_600),
  OTP_SENDS_PER_COUNTRY_DAY: settings.nonNegativeInt().optional(),
  OTP_COUNTRY_BUDGETS: budgets,
  OTP_WRONG_CODES_PER_ACCOUNT: settings.positiveInt(5),
  OTP_ACCOUNT_BLOCK_SECONDS: settings.positiveInt(900),
  SMS_TIMEOUT_MS: settings.positiveInt(2_000),
});
export type OtpLimits = z.infer<typeof limitSettings>;
export const defaultLimits: OtpLimits = limitSettings.parse({});

const otpSettings = z.object({
  ...commonSettings,
  ...operatorSettings,
  OTP_KEY_FILE: settings.base64KeyFile(32),
  SEAL_KEYS_DIR: settings.path('a folder with the seal keys', requireSealKeys),
  OTP_LENGTH: settings.positiveInt(6).refine((length) => length >= 4 && length <= 12, 'must be 4 to 12'),
  OTP_COUNTRIES: prefixes,
  OTP_BLOCKED_PREFIXES: prefixes,
  SMS_BREAKER_CALLS: settings.positiveInt(10),
  SMS_BREAKER_PERCENT: percent(70),
  SMS_BREAKER_WINDOW_SECONDS: settings.positiveInt(30),
  SMS_BREAKER_PROBE_SECONDS: settings.positiveInt(5),
  SMS_CONCURRENCY: settings.positiveInt(32),
  SMS_TEMPLATE: template(defaultTemplates.order),
  SMS_TEMPLATE_AUTHORIZATION: template(defaultTemplates['auth-code']),
  SMS_TEMPLATE_VERIFICATION: template(defaultTemplates['access-token']),
});

const smsSettings = z.discriminatedUnion(
  'SMS_SENDER',
  [
    z.object({
      SMS_SENDER: z.literal('http'),
      SMS_URL: settings.urlOf('http', 'https'),
      SMS_TOKEN_FILE: settings.tokenFile().optional(),
    }),
    z.object({ SMS_SENDER: z.literal('inbox'), SMS_INBOX_DIR: settings.text() }),
  ],
  'must be http or inbox',
);

const schema = otpSettings
  .and(limitSettings.transform((limits) => ({ limits })))
  .and(kafkaSettings)
  .and(redisSettings)
  .and(operatorAuthSettings)
  .and(smsSettings);
export type OtpConfig = z.infer<typeof schema>;

/** Throws ConfigError, which names every wrong variable. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): OtpConfig => parseConfig(schema, env);
