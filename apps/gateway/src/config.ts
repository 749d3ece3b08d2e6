import { defaultApiPrefix, readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import { keyStoreSettings, requireSealKeys } from '@wallet/key-store';
import { kafkaSettings } from '@wallet/messaging';
import { commonSettings, parseConfig, settings, topicsSettings } from '@wallet/service';
import { z } from 'zod';
import { neededAppKeys } from './adapters/wallet-app/wallet-app-keys';
import { isRedirectHost } from './domain/redirect-hosts';

/** Who vouches for the user of the consent page. */
const walletSession = z.discriminatedUnion(
  'WALLET_SESSION',
  [
    /** The address that the wallet's app sends its user to, signed by its key. */
    z.object({ WALLET_SESSION: z.literal('link') }),
    /** The wallet's own session store, asked with `POST {session}`. */
    z.object({
      WALLET_SESSION: z.literal('http'),
      WALLET_SESSION_URL: settings.urlOf('http', 'https'),
      WALLET_SESSION_TOKEN_FILE: settings.tokenFile().optional(),
      WALLET_SESSION_TIMEOUT_MS: settings.positiveInt(1500),
    }),
  ],
  'must be link or http',
);

/** Who checks the PIN or the biometry by which a user confirms an order. */
const paymentFactor = z.discriminatedUnion(
  'PAYMENT_FACTOR',
  [
    /** Nobody: no order can be confirmed. */
    z.object({ PAYMENT_FACTOR: z.literal('none').optional() }),
    /** One PIN for all. */
    z.object({ PAYMENT_FACTOR: z.literal('developer'), DEVELOPER_PIN: settings.text('123456') }),
    /** The wallet's own provider, asked with `POST`. */
    z.object({
      PAYMENT_FACTOR: z.literal('http'),
      PAYMENT_FACTOR_URL: settings.urlOf('http', 'https'),
      PAYMENT_FACTOR_TOKEN_FILE: settings.tokenFile().optional(),
      PAYMENT_FACTOR_TIMEOUT_MS: settings.positiveInt(3000),
    }),
  ],
  'must be none, developer or http',
);

const addressRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
/** Everybody is no range of proxies. */
const isAddressRange = (text: string): boolean => addressRange.safeParse(text).success && !text.endsWith('/0');

const gatewaySettings = z.object({
  ...commonSettings,
  PORT: settings.port(),
  /** Our own id at Alipay+: the only one that may call, and the one that answers carry. */
  CLIENT_ID: settings.text(),
  PSP_ID: settings.text(),
  API_PREFIX: settings
    .text(defaultApiPrefix)
    .refine((prefix) => /^(\/[\w.-]+)+$/.test(prefix), `must be a path such as ${defaultApiPrefix}`),
  /** `seal.n.key`: 32 bytes in base64, shared with otp, auth and notifier. */
  SEAL_KEYS_DIR: settings.path('a folder with the seal keys', requireSealKeys),
  /** 32 bytes in base64, shared with auth: tokens and codes are told by their hash under it. */
  TOKEN_HASH_KEY_FILE: settings.base64KeyFile(32),
  /** Where users may be sent with a code; none unless set. */
  AUTH_REDIRECT_HOSTS: settings
    .commaList([])
    .refine((hosts) => hosts.every(isRedirectHost), 'must be hosts such as shop.example or *.shop.example:8443'),
  /** The origin of this port as browsers see it. */
  PUBLIC_URL: settings
    .url()
    .refine((url) => /^https?:\/\/[^/?#@]+\/?$/.test(url), 'must be an origin such as https://wallet.example')
    .transform((url) => new URL(url).origin),
  /** What users call this wallet. */
  WALLET_NAME: settings.text('Wallet'),
  /** Where a user without a session is sent to, with `return` in the query: it comes back there with `session`. */
  WALLET_APP_URL: settings.url(),
  /** The API for the wallet's own app. */
  WALLET_PORT: settings.port(),
  /** Not set: HOST. */
  WALLET_HOST: settings.text().optional(),
  /** Scheme, host and port: the path comes with the call. */
  ALIPAYPLUS_BASE_URL: settings.urlOf('http', 'https'),
  CONSULT_TIMEOUT_MS: settings.positiveInt(5000),
  /** Not set: `/codes/inquiryCodeRules` below API_PREFIX. */
  CODE_RULES_PATH: settings
    .text()
    .refine((path) => /^(\/[\w.-]+)+$/.test(path), 'must be a path such as /aps/api/v1/codes/inquiryCodeRules')
    .optional(),
  /** Not set: `/payments/userInitiatedPay` below API_PREFIX. */
  USER_INITIATED_PAY_PATH: settings
    .text()
    .refine((path) => /^(\/[\w.-]+)+$/.test(path), 'must be a path such as /aps/api/v1/payments/userInitiatedPay')
    .optional(),
  /** Of one call. */
  USER_INITIATED_PAY_TIMEOUT_MS: settings.positiveInt(3000),
  /** Of all calls for one scan. */
  USER_INITIATED_PAY_BUDGET_MS: settings.positiveInt(8000),
  CODE_RULES_TIMEOUT_MS: settings.positiveInt(10_000),
  /** Rules that are older are pulled again. */
  CODE_RULES_MAX_AGE_SECONDS: settings.positiveInt(86_400),
  /** What the wallet filters by before Alipay+'s rules: its allow list or its block list. */
  CODE_FILTER: settings.word(['allow', 'block'], 'block'),
  /** Of the wallet's own configuration for the scan page; not set: Alipay+ is available nowhere. */
  SCAN_CONFIGURATION_URL: settings.urlOf('http', 'https').optional(),
  SCAN_CONFIGURATION_MAX_AGE_SECONDS: settings.positiveInt(86_400),
  /** Scanned codes of one customer. */
  CODE_CALLS_PER_SECOND: settings.positiveInt(5),
  KEEP_ALIVE_SECONDS: settings.positiveInt(75),
  /** Of a call of Alipay+; a pay of 100 goods with all their texts is the largest. */
  MAX_BODY_BYTES: settings.positiveInt(1024 * 1024),
  MAX_WAITERS: settings.positiveInt(500),
  MAX_WAITER_AGE_MS: settings.positiveInt(2000),
  MAX_LOOP_DELAY_MS: settings.positiveInt(200),
  MAX_SIGNATURES: settings.positiveInt(500),
  SIGN_TIMEOUT_MS: settings.positiveInt(1500),
  CONSENT_MAX_WAITERS: settings.positiveInt(50),
  WALLET_API_MAX_WAITERS: settings.positiveInt(50),
  WALLET_STRANGERS_PER_SECOND: settings.positiveInt(50),
  CONSENT_REQUESTS_PER_SECOND: settings.positiveInt(20),
  CONSENT_TOTAL_PER_SECOND: settings.positiveInt(200),
  TRUSTED_PROXIES: settings
    .commaList([])
    .refine((ranges) => ranges.every(isAddressRange), 'must be addresses or ranges such as 10.1.0.0/16'),
  REQUEST_TIME_WINDOW_SECONDS: settings.positiveInt(300),
  SIGNED_REFUSALS_PER_SECOND: settings.positiveInt(50),
  PAY_WALL_MS: settings.positiveInt(6500),
  WALL_MS: settings.positiveInt(3500),
  TIME_ZONE_OFFSET: settings.utcOffset('+08:00'),
});

/** In KEYS_DIR also `wallet-app-public[.n].pem` of the wallet's app. */
const keyStore = keyStoreSettings({ readPublicKey, readPrivateKey }, neededAppKeys);

const configSchema = gatewaySettings.and(keyStore).and(kafkaSettings).and(walletSession).and(paymentFactor);
export type Config = z.output<typeof configSchema>;

/** The only reader of the environment. Throws ConfigError that names every wrong variable. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => parseConfig(configSchema, env);

/** Of `dist/topics.js`. */
export const readTopicsConfig = (env: NodeJS.ProcessEnv = process.env) =>
  parseConfig(topicsSettings.and(kafkaSettings), env);
