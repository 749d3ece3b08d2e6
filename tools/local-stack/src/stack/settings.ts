import { roleUrl } from './database';
import type { KeyFiles } from './keys';
import { rowOf, type Environment, type ServiceName, type Surroundings } from './services';
import type { StackOptions } from './stack';

/** The ports of one process: `port` is public (gateway, simulator) or the operators' (the others), `walletApi` a gateway's. */
export interface ProcessPorts {
  readonly health: number;
  readonly port: number;
  readonly walletApi: number;
}

/** What all processes of a stack share. */
export interface Shared extends Surroundings {
  readonly options: StackOptions;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly topicPrefix: string;
  readonly keys: KeyFiles;
  /** Of the stack's own issuer of JWTs, if there is one. */
  readonly operatorIssuer: Environment | undefined;
  /** For auth, of the stack's own customer directory, if there is one. */
  readonly directory: Environment | undefined;
}

/** The variables of this process with those of `options.env.common`: what the user gave. */
export function givenEnvironment({ env }: Pick<StackOptions, 'env'>): Environment {
  const entries = Object.entries({ ...process.env, ...env?.common });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** Of gateway, notifier and simulator together: sandbox values, unless others are given. */
export const identitiesOf = (given: Environment): Pick<Shared, 'clientId' | 'pspId' | 'acquirerId'> => ({
  clientId: given['CLIENT_ID'] ?? 'SANDBOX_5YC47N2ZQHJ004124',
  pspId: given['PSP_ID'] ?? '1022160000000000000',
  acquirerId: given['ACQUIRER_ID'] ?? '1022188000000000001',
});

/** Where the user gave none of his own. */
export const needsIssuer = (given: Environment): boolean =>
  given['OPERATOR_AUTH'] === 'oidc' && given['OPERATOR_OIDC_JWKS_URL'] === undefined;

function mostReplicas({ replicas }: StackOptions): number {
  return Math.max(1, ...Object.values(replicas ?? {}));
}

/** Used where the user gave nothing. */
function defaults(service: ServiceName, shared: Shared): Environment {
  const common = {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    KAFKA_PARTITIONS: String(mostReplicas(shared.options)),
    ...(shared.kafkaBrokers.length === 1 && { KAFKA_MIN_INSYNC_REPLICAS: '1' }),
  };
  const tokenFiles: Partial<Record<ServiceName, string>> = shared.keys.operatorTokenFiles;
  const tokenFile = tokenFiles[service];
  const token = tokenFile && { OPERATOR_TOKEN_FILE: tokenFile };
  const directory = service === 'auth' ? shared.directory : undefined;
  return { ...common, ...token, ...rowOf(service).settings(shared), ...shared.operatorIssuer, ...directory };
}

/** What follows from where the stack runs, so that the user's variable of that name means the server or is not for each process. */
function derived(service: ServiceName, shared: Shared, ports: ProcessPorts): Environment {
  const { options, databaseUrl, redisUrl, kafkaBrokers, topicPrefix } = shared;
  const database = roleUrl(databaseUrl, service);
  const brokers = options.kafkaFor?.(service, kafkaBrokers) ?? kafkaBrokers;
  return {
    HEALTH_PORT: String(ports.health),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    KAFKA_BROKERS: brokers.join(','),
    DATABASE_URL: options.databaseFor?.(service, database) ?? database,
    REDIS_URL: options.redisFor?.(service, redisUrl) ?? redisUrl,
    PORT: String(ports.port),
    OPERATOR_PORT: String(ports.port),
    WALLET_PORT: String(ports.walletApi),
  };
}

/** The whole environment of one process. */
export function environmentOf(service: ServiceName, shared: Shared, ports: ProcessPorts): Environment {
  const all = derived(service, shared, ports);
  const given = Object.entries(givenEnvironment(shared.options)).filter(([name]) => !(name in all));
  const needs: readonly string[] = ['HEALTH_PORT', 'KAFKA_TOPIC_PREFIX', ...rowOf(service).needs];
  const needed = Object.entries(all).filter(([name]) => needs.includes(name));
  return {
    ...defaults(service, shared),
    ...Object.fromEntries([...given, ...needed]),
    ...shared.options.env?.[service],
  };
}
