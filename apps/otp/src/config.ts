import { commonSettings, parseConfig, settings } from '@wallet/service';
import { z } from 'zod';
import { defaultTemplates } from './domain/message-text';

const template = (fallback: string) =>
  settings.text(fallback).refine((text) => text.includes('{code}'), 'must contain {code}');

const otpSettings = z.object({
  ...commonSettings,
  REDIS_URL: settings.url(),
  OTP_KEY_FILE: settings.base64KeyFile(32),
  SEAL_KEYS_DIR: settings.dir(),
  OTP_LENGTH: settings.positiveInt(6).refine((length) => length >= 4 && length <= 12, 'must be 4 to 12'),
  OTP_LIFE_SECONDS: settings.positiveInt(300),
  OTP_MAX_TRIES: settings.positiveInt(3),
  OTP_RESEND_SECONDS: settings.nonNegativeInt(60),
  OTP_MAX_SENDS: settings.positiveInt(3),
  OTP_SENDS_PER_NUMBER_HOUR: settings.positiveInt(5),
  OTP_SENDS_PER_NUMBER_DAY: settings.positiveInt(10),
  SMS_TIMEOUT_MS: settings.positiveInt(2_000),
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
      SMS_URL: settings.url(),
      SMS_TOKEN_FILE: settings.secretFile().optional(),
    }),
    z.object({ SMS_SENDER: z.literal('inbox'), SMS_INBOX_DIR: settings.text() }),
  ],
  'must be http or inbox',
);

const schema = z.intersection(otpSettings, smsSettings);
export type OtpConfig = z.infer<typeof schema>;

/** Throws ConfigError, which names every wrong variable. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): OtpConfig => parseConfig(schema, env);
