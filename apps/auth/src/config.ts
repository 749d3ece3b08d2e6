import { kafkaSettings } from '@wallet/messaging';
import { isCurrencyCode } from '@wallet/money';
import { approvalSettings, operatorAuthSettings, operatorSettings } from '@wallet/operator-endpoint';
import { databaseSettings, postgresSettings } from '@wallet/postgres';
import { requireSealKeys } from '@wallet/key-store';
import { commonSettings, parseConfig, settings } from '@wallet/service';
import { isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';
import type { TokenPolicy } from './application/tokens/token-policy';
import type { CodeSource } from './domain/auth-code';

const authSettings = z.object({
  ...commonSettings,
  ...postgresSettings,
  ...operatorSettings,
  ...approvalSettings,
  /** Of login ids that are written without a country code. */
  DEFAULT_COUNTRY: settings.text('HK').refine(isSupportedCountry, { message: 'must be a country code like HK' }),
  /** The same key as the gateway's. */
  TOKEN_HASH_KEY_FILE: settings.base64KeyFile(32),
  SEAL_KEYS_DIR: settings.path('a folder with the seal keys', requireSealKeys),
  /** Part of each authCode and token; given by Alipay+. */
  ROUTING_NUMBER: settings.text().refine((text) => /^\d{3}$/.test(text), { message: 'must be 3 digits' }),
  AUTH_CODE_LIFE_SECONDS: settings.positiveInt(600).refine((life) => life >= 300, { message: 'must be 300 or more' }),
  TOKEN_GRACE_SECONDS: settings.positiveInt(600),
  ACCESS_TOKEN_LIFE_DAYS: settings.positiveInt(180),
  REFRESH_TOKEN_LIFE_DAYS: settings.positiveInt(365),
  CONSENT_LIFE_SECONDS: settings.positiveInt(900),
  NUMBER_QUARANTINE_DAYS: settings.nonNegativeInt(90),
  OUTBOX_RETENTION_DAYS: settings.positiveInt(7),
  NOTICE_COPY_DAYS: settings.positiveInt(30),
});

const directorySettings = z.discriminatedUnion(
  'CUSTOMER_DIRECTORY',
  [
    z.object({ CUSTOMER_DIRECTORY: z.literal('own').optional() }),
    z.object({
      CUSTOMER_DIRECTORY: z.literal('http'),
      DIRECTORY_URL: settings.urlOf('http', 'https'),
      DIRECTORY_TOKEN_FILE: settings.tokenFile(),
      DIRECTORY_TIMEOUT_MS: settings.positiveInt(1_000),
      /** Of the accounts that payments opens, at zero. */
      DIRECTORY_CURRENCY: settings.text().refine(isCurrencyCode, { message: 'must be an ISO 4217 code like HKD' }),
    }),
  ],
  'must be own or http',
);

const schema = authSettings.and(kafkaSettings).and(databaseSettings).and(operatorAuthSettings).and(directorySettings);
export type AuthConfig = z.infer<typeof schema>;

const secondMs = 1_000;
const dayMs = 24 * 60 * 60 * secondMs;

export const tokenPolicyOf = (config: AuthConfig): TokenPolicy => ({
  graceMs: config.TOKEN_GRACE_SECONDS * secondMs,
  accessTokenLifeMs: config.ACCESS_TOKEN_LIFE_DAYS * dayMs,
  refreshTokenLifeMs: config.REFRESH_TOKEN_LIFE_DAYS * dayMs,
});

export const noticeCopyMsOf = (config: AuthConfig): number => config.NOTICE_COPY_DAYS * dayMs;

export const numberQuarantineMsOf = (config: AuthConfig): number => config.NUMBER_QUARANTINE_DAYS * dayMs;

export const codeSourceOf = (config: AuthConfig): CodeSource => ({
  key: config.TOKEN_HASH_KEY_FILE,
  routingNumber: config.ROUTING_NUMBER,
});

/** Throws ConfigError, which names every wrong variable. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): AuthConfig => parseConfig(schema, env);

/** For migrations the URL is of the role that owns the schema, not of the service. */
export const readMigrationConfig = () => parseConfig(databaseSettings, process.env);
