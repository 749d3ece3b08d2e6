export type Environment = Readonly<Record<string, string>>;

/** What the settings of a service are made of. */
export interface Surroundings {
  readonly clientId: string;
  readonly pspId: string;
  readonly acquirerId: string;
  readonly gatewayUrls: readonly string[];
  readonly simulatorUrl: string | undefined;
  /** Paths of keys that several services share, or that are of one kind. */
  readonly keys: {
    readonly keysDir: string;
    readonly sealKeysDir: string;
    readonly otpKeyFile: string;
    readonly tokenHashKeyFile: string;
    readonly pairs: { readonly alipayplusPrivate: string; readonly walletPublic: string };
  };
}

type Address = 'KAFKA_BROKERS' | 'DATABASE_URL' | 'REDIS_URL' | 'PORT' | 'WALLET_PORT' | 'OPERATOR_PORT';

interface Row {
  /** Its folder in apps/. */
  readonly app: string;
  /** The servers that it uses and the ports that it opens, beside HEALTH_PORT. It is given no other's. */
  readonly needs: readonly Address[];
  /** Used where the user gave nothing. */
  readonly settings: (surroundings: Surroundings) => Environment;
}

/** Every service of a stack: who lists services derives it from here. */
const services = {
  gateway: {
    app: 'gateway',
    needs: ['KAFKA_BROKERS', 'PORT', 'WALLET_PORT'],
    settings: ({ clientId, pspId, keys, gatewayUrls, simulatorUrl }) => ({
      CLIENT_ID: clientId,
      PSP_ID: pspId,
      KEYS_DIR: keys.keysDir,
      SEAL_KEYS_DIR: keys.sealKeysDir,
      TOKEN_HASH_KEY_FILE: keys.tokenHashKeyFile,
      PUBLIC_URL: gatewayUrls[0] ?? '',
      PAYMENT_FACTOR: 'developer',
      ...(simulatorUrl && {
        ALIPAYPLUS_BASE_URL: simulatorUrl,
        SCAN_CONFIGURATION_URL: `${simulatorUrl}/scan/configuration`,
        AUTH_REDIRECT_HOSTS: `${new URL(simulatorUrl).host},localhost:${new URL(simulatorUrl).port}`,
        WALLET_SESSION: 'http',
        WALLET_SESSION_URL: `${simulatorUrl}/wallet-app/session`,
        WALLET_APP_URL: `${simulatorUrl}/wallet-app`,
      }),
    }),
  },
  auth: {
    app: 'auth',
    needs: ['KAFKA_BROKERS', 'DATABASE_URL', 'OPERATOR_PORT'],
    settings: ({ keys }) => ({
      TOKEN_HASH_KEY_FILE: keys.tokenHashKeyFile,
      SEAL_KEYS_DIR: keys.sealKeysDir,
      ROUTING_NUMBER: '600',
    }),
  },
  payments: {
    app: 'payments',
    needs: ['KAFKA_BROKERS', 'DATABASE_URL', 'OPERATOR_PORT'],
    settings: () => ({ DAILY_COUNT_LIMIT: '100000' }),
  },
  otp: {
    app: 'otp',
    needs: ['KAFKA_BROKERS', 'REDIS_URL', 'OPERATOR_PORT'],
    settings: ({ keys, simulatorUrl }) => ({
      OTP_KEY_FILE: keys.otpKeyFile,
      SEAL_KEYS_DIR: keys.sealKeysDir,
      OTP_SENDS_PER_NUMBER_HOUR: '100000',
      OTP_SENDS_PER_NUMBER_DAY: '100000',
      OTP_SENDS_PER_MERCHANT_HOUR: '100000000',
      OTP_SENDS_PER_PREFIX: '100000',
      OTP_CONVERSION_PERCENT: '0',
      OTP_WRONG_CODES_PER_ACCOUNT: '100000',
      ...(simulatorUrl && { SMS_SENDER: 'http', SMS_URL: `${simulatorUrl}/sms` }),
    }),
  },
  notifier: {
    app: 'notifier',
    needs: ['KAFKA_BROKERS', 'DATABASE_URL', 'OPERATOR_PORT'],
    settings: ({ clientId, keys, simulatorUrl }) => ({
      CLIENT_ID: clientId,
      KEYS_DIR: keys.keysDir,
      SEAL_KEYS_DIR: keys.sealKeysDir,
      ...(simulatorUrl && { ALIPAYPLUS_BASE_URL: simulatorUrl }),
    }),
  },
  simulator: {
    app: 'alipayplus-simulator',
    needs: ['PORT'],
    settings: ({ clientId, pspId, acquirerId, keys, gatewayUrls }) => ({
      GATEWAY_URL: gatewayUrls.join(','),
      CLIENT_ID: clientId,
      PSP_ID: pspId,
      ACQUIRER_ID: acquirerId,
      ALIPAYPLUS_PRIVATE_KEY_FILE: keys.pairs.alipayplusPrivate,
      WALLET_PUBLIC_KEY_FILE: keys.pairs.walletPublic,
    }),
  },
} as const satisfies Record<string, Row>;

export type ServiceName = keyof typeof services;
type ServiceWith<A extends Address> = {
  [Name in ServiceName]: A extends (typeof services)[Name]['needs'][number] ? Name : never;
}[ServiceName];
/** Our services: those with a Kafka connection. */
export type StackService = ServiceWith<'KAFKA_BROKERS'>;
export type OperatedService = ServiceWith<'OPERATOR_PORT'>;

export const serviceNames = Object.keys(services) as readonly ServiceName[];
export const rowOf = (service: ServiceName): Row => services[service];

/** The services that use this server, or open this port. */
export function servicesWith<A extends Address>(address: A): ServiceWith<A>[] {
  return serviceNames.filter((name): name is ServiceWith<A> => rowOf(name).needs.includes(address));
}
