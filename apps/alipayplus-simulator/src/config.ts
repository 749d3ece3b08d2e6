import { defaultApiPrefix, readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import { isKeyVersion, keyVersionForm } from '@wallet/kernel';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { headerForms } from './wire/header-forms';
import { errorMessage, commonSettings, parseConfig, settings } from '@wallet/service';
import { KeyVersions } from './keys/key-versions';
import { parseFaults } from './faults/fault-rules';

const schema = z.object({
  HOST: settings.text('127.0.0.1'),
  PORT: settings.port(),
  HEALTH_PORT: settings.port(),
  LOG_LEVEL: commonSettings.LOG_LEVEL,
  /** One wallet gateway, or several separated by commas, called in turn. */
  GATEWAY_URL: settings
    .commaList()
    .refine((urls) => urls.every(isHttpUrl), 'must be URLs such as http://127.0.0.1:8080, parted by commas')
    .transform((urls) => urls.map((url) => new URL(url).origin)),
  API_PREFIX: settings.text(defaultApiPrefix),
  CLIENT_ID: settings.text(),
  PSP_ID: settings.text(),
  ACQUIRER_ID: settings.text(),
  ALIPAYPLUS_PRIVATE_KEY_FILE: keyFile(readPrivateKey),
  WALLET_PUBLIC_KEY_FILE: keyFile(readPublicKey),
  KEY_VERSION: settings
    .text('newest')
    .refine((text) => text === 'newest' || isKeyVersion(text), `must be ${keyVersionForm}, or newest`),
  HEADER_FORM: settings.word(['alternate', ...headerForms], 'alternate'),
  /** A second port for the same, so that `paymentNotifyUrl` is another destination. */
  SECOND_PORT: settings.port().optional(),
  /** As `parseFaults` reads them. */
  FAULTS: z.string().default('').superRefine(refuseWrongFaults),
  FAULTS_SEED: settings.nonNegativeInt().optional(),
  /** Every pay is followed up in the background, all waiting multiplied by this; not set: none is. */
  TIMELINE_SCALE: settings
    .text()
    .refine((text) => Number(text) > 0 && Number.isFinite(Number(text)), 'must be a number above 0')
    .transform(Number)
    .optional(),
});

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

function keyFile(read: (text: string) => KeyObject) {
  return settings.path('the path of an RSA key', (path) => new KeyVersions(path, read));
}

function refuseWrongFaults(text: string, context: z.RefinementCtx): void {
  try {
    parseFaults(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: errorMessage(error) });
  }
}

export type Config = ReturnType<typeof readConfig>;

/** Throws ConfigError. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const given = parseConfig(schema, env);
  return {
    host: given.HOST,
    port: given.PORT,
    healthPort: given.HEALTH_PORT,
    logLevel: given.LOG_LEVEL,
    gatewayUrls: given.GATEWAY_URL,
    apiPrefix: given.API_PREFIX,
    clientId: given.CLIENT_ID,
    pspId: given.PSP_ID,
    acquirerId: given.ACQUIRER_ID,
    keys: {
      alipayplusPrivateKeyFile: given.ALIPAYPLUS_PRIVATE_KEY_FILE,
      walletPublicKeyFile: given.WALLET_PUBLIC_KEY_FILE,
      signWith: given.KEY_VERSION,
    },
    headerForm: given.HEADER_FORM,
    secondPort: given.SECOND_PORT,
    faults: given.FAULTS,
    faultsSeed: given.FAULTS_SEED,
    timelineScale: given.TIMELINE_SCALE,
  };
}
