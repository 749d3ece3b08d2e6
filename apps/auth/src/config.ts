import { commonSettings, parseConfig, settings } from '@wallet/service';
import { isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';

const schema = z.object({
  ...commonSettings,
  DATABASE_URL: settings.url(),
  OPERATOR_PORT: settings.port(),
  OPERATOR_TOKEN_FILE: settings.secretFile().refine((token) => /^\S{16,}$/.test(token), {
    message: 'must hold a token of at least 16 characters without spaces',
  }),
  /** Of login ids that are written without a country code. */
  DEFAULT_COUNTRY: settings.text('HK').refine(isSupportedCountry, { message: 'must be a country code like HK' }),
});

export type AuthConfig = z.infer<typeof schema>;

export const readConfig = (): AuthConfig => parseConfig(schema, process.env);

/** For migrations DATABASE_URL is of the role that owns the schema, not of the service. */
export const readMigrationConfig = () => parseConfig(z.object({ DATABASE_URL: settings.url() }), process.env);
