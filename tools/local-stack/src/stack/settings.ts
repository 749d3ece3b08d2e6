import { roleUrl } from './database';
import type { KeyFiles } from './keys';
import type { Environment, ServiceName, StackOptions } from './stack';

/** The ports of one process: `port` is public (gateway, simulator) or the operators' (the others), `walletApi` a gateway's. */
export interface ProcessPorts {
  readonly health: number;
  readonly port: number;
  readonly walletApi: number;
}

/** What all processes of a stack share. */
export interface Shared {
  readonly options: StackOptions;
  readonly clientId: string;
  readonly pspId: string;
  readonly acquirerId: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly topicPrefix: string;
  readonly keys: KeyFiles;
  readonly gatewayUrls: readonly string[];
  readonly simulatorUrl: string | undefined;
  /** Of the stack's own issuer of JWTs, if there is one. */
  readonly operatorIssuer: Environment | undefined;
}

/** The variables of this process with those of `options.env.common`: what the user gave. */
export function givenEnvironment(options: StackOptions): Environment {
  const entries = Object.entries({ ...process.env, ...options.env?.common });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** Where the user gave none of his own. */
export const needsIssuer = (given: Environment): boolean =>
  given['OPERATOR_AUTH'] === 'oidc' && given['OPERATOR_OIDC_JWKS_URL'] === undefined;

function mostReplicas({ replicas }: StackOptions): number {
  return Math.max(1, ...Object.values(replicas ?? {}));
}

const byService: Readonly<Record<ServiceName, (shared: Shared) => Environment>> = {
  gateway: ({ clientId, pspId, keys, gatewayUrls, simulatorUrl }) => ({
    CLIENT_ID: clientId,
    PSP_ID: pspId,
    KEYS_DIR: keys.keysDir,
    SEAL_KEYS_DIR: keys.sealKeysDir,
    TOKEN_HASH_KEY_FILE: keys.tokenHashKeyFile,
    PUBLIC_URL: gatewayUrls[0] ?? '',
    ...(simulatorUrl && {
      ALIPAYPLUS_BASE_URL: simulatorUrl,
      AUTH_REDIRECT_HOSTS: new URL(simulatorUrl).host,
      WALLET_SESSION: 'http',
      WALLET_SESSION_URL: `${simulatorUrl}/wallet-app/session`,
      WALLET_APP_URL: `${simulatorUrl}/wallet-app`,
    }),
  }),
  auth: ({ keys }) => ({
    OPERATOR_TOKEN_FILE: keys.operatorTokenFiles.auth,
    TOKEN_HASH_KEY_FILE: keys.tokenHashKeyFile,
    SEAL_KEYS_DIR: keys.sealKeysDir,
    ROUTING_NUMBER: '600',
  }),
  payments: ({ keys }) => ({ OPERATOR_TOKEN_FILE: keys.operatorTokenFiles.payments }),
  otp: ({ keys, simulatorUrl }) => ({
    OPERATOR_TOKEN_FILE: keys.operatorTokenFiles.otp,
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
  notifier: ({ clientId, keys, simulatorUrl }) => ({
    OPERATOR_TOKEN_FILE: keys.operatorTokenFiles.notifier,
    CLIENT_ID: clientId,
    KEYS_DIR: keys.keysDir,
    SEAL_KEYS_DIR: keys.sealKeysDir,
    ...(simulatorUrl && { ALIPAYPLUS_BASE_URL: simulatorUrl }),
  }),
  simulator: ({ clientId, pspId, acquirerId, keys, gatewayUrls }) => ({
    GATEWAY_URL: gatewayUrls.join(','),
    CLIENT_ID: clientId,
    PSP_ID: pspId,
    ACQUIRER_ID: acquirerId,
    ALIPAYPLUS_PRIVATE_KEY_FILE: keys.pairs.alipayplusPrivate,
    WALLET_PUBLIC_KEY_FILE: keys.pairs.walletPublic,
  }),
};

/** Used where the user gave nothing. */
function defaults(service: ServiceName, shared: Shared): Environment {
  const common = {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    KAFKA_PARTITIONS: String(mostReplicas(shared.options)),
  };
  return { ...common, ...byService[service](shared), ...shared.operatorIssuer };
}

/** What follows from where the stack runs, so that the user's variable of that name means the server or is not for each process. */
function derived(service: ServiceName, shared: Shared, ports: ProcessPorts): Environment {
  const { options, databaseUrl, redisUrl, kafkaBrokers, topicPrefix } = shared;
  const database = roleUrl(databaseUrl, service);
  const brokers = options.kafkaFor?.(service, kafkaBrokers) ?? kafkaBrokers;
  return {
    HEALTH_PORT: String(ports.health),
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    DATABASE_URL: options.databaseFor?.(service, database) ?? database,
    REDIS_URL: options.redisFor?.(service, redisUrl) ?? redisUrl,
    PORT: String(ports.port),
    OPERATOR_PORT: String(ports.port),
    WALLET_PORT: String(ports.walletApi),
  };
}

/** The derived variables that each service is given; the others are taken off, so that none sees another's addresses. */
const needs: Readonly<Record<ServiceName, readonly string[]>> = {
  gateway: ['HEALTH_PORT', 'KAFKA_BROKERS', 'KAFKA_TOPIC_PREFIX', 'PORT', 'WALLET_PORT'],
  auth: ['HEALTH_PORT', 'KAFKA_BROKERS', 'KAFKA_TOPIC_PREFIX', 'DATABASE_URL', 'OPERATOR_PORT'],
  payments: ['HEALTH_PORT', 'KAFKA_BROKERS', 'KAFKA_TOPIC_PREFIX', 'DATABASE_URL', 'OPERATOR_PORT'],
  otp: ['HEALTH_PORT', 'KAFKA_BROKERS', 'KAFKA_TOPIC_PREFIX', 'REDIS_URL', 'OPERATOR_PORT'],
  notifier: ['HEALTH_PORT', 'KAFKA_BROKERS', 'KAFKA_TOPIC_PREFIX', 'DATABASE_URL', 'OPERATOR_PORT'],
  simulator: ['HEALTH_PORT', 'PORT'],
};

/** The whole environment of one process. */
export function environmentOf(service: ServiceName, shared: Shared, ports: ProcessPorts): Environment {
  const all = derived(service, shared, ports);
  const given = Object.entries(givenEnvironment(shared.options)).filter(([name]) => !(name in all));
  const needed = Object.entries(all).filter(([name]) => needs[service].includes(name));
  return {
    ...defaults(service, shared),
    ...Object.fromEntries([...given, ...needed]),
    ...shared.options.env?.[service],
  };
}
