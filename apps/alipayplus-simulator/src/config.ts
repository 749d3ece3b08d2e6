import { defaultApiPrefix } from '@wallet/alipayplus';
import { z } from 'zod';
import { headerForms } from './wire/header-forms';
import { errorMessage, parseConfig } from '@wallet/service';
import { parseFaults } from './faults/fault-rules';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535),
  HEALTH_PORT: z.coerce.number().int().min(1).max(65535),
  LOG_LEVEL: z.string().default('info'),
  /** One wallet gateway, or several separated by commas, called in turn. */
  GATEWAY_URL: z.string().transform((text) => text.split(',').map((url) => new URL(url).origin)),
  API_PREFIX: z.string().default(defaultApiPrefix),
  CLIENT_ID: z.string().min(1),
  PSP_ID: z.string().min(1),
  ACQUIRER_ID: z.string().min(1),
  ALIPAYPLUS_PRIVATE_KEY_FILE: z.string().min(1),
  WALLET_PUBLIC_KEY_FILE: z.string().min(1),
  KEY_VERSION: z
    .string()
    .regex(/^(?:newest|[1-9]\d{0,8})$/, 'must be a version such as 2, or newest')
    .default('newest'),
  HEADER_FORM: z.enum(['alternate', ...headerForms]).default('alternate'),
  /** A second port for the same, so that `paymentNotifyUrl` is another destination. */
  SECOND_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  /** As `parseFaults` reads them. */
  FAULTS: z.string().default('').superRefine(refuseWrongFaults),
  FAULTS_SEED: z.coerce.number().int().nonnegative().optional(),
  /** Every pay is followed up in the background, all waiting multiplied by this; not set: none is. */
  TIMELINE_SCALE: z.coerce.number().positive().optional(),
});

function refuseWrongFaults(text: string, context: z.RefinementCtx): void {
  try {
    parseFaults(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: errorMessage(error) });
  }
}

export type Config = ReturnType<typeof readConfig>;

/** Throws ConfigError. */
export function readConfig() {
  const settings = parseConfig(schema, process.env);
  return {
    host: settings.HOST,
    port: settings.PORT,
    healthPort: settings.HEALTH_PORT,
    logLevel: settings.LOG_LEVEL,
    gatewayUrls: settings.GATEWAY_URL,
    apiPrefix: settings.API_PREFIX,
    clientId: settings.CLIENT_ID,
    pspId: settings.PSP_ID,
    acquirerId: settings.ACQUIRER_ID,
    keys: {
      alipayplusPrivateKeyFile: settings.ALIPAYPLUS_PRIVATE_KEY_FILE,
      walletPublicKeyFile: settings.WALLET_PUBLIC_KEY_FILE,
      signWith: settings.KEY_VERSION,
    },
    headerForm: settings.HEADER_FORM,
    secondPort: settings.SECOND_PORT,
    faults: settings.FAULTS,
    faultsSeed: settings.FAULTS_SEED,
    timelineScale: settings.TIMELINE_SCALE,
  };
}
