import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../basics/waiting';
import { servicesWith, type Environment, type ServiceName } from '../stack/services';
import type { StackOptions } from '../stack/stack';
import { Authority, type Certificate } from './authority';
import { startSecureKafka } from './secure-kafka';
import { startSecurePostgres } from './secure-postgres';
import { startSecureRedis } from './secure-redis';

/**
 * Native servers that services reach by TLS, with a certificate and passwords of their own; whoever runs them reaches each in
 * the clear. All secrets are made at run time, in files below the data folder.
 */
export interface SecureServers {
  /** What a stack needs for its services to come by TLS. */
  readonly options: Required<Pick<StackOptions, 'infrastructure' | 'env' | 'databaseFor' | 'redisFor' | 'kafkaFor'>>;
  /** All passwords and private keys that services have at the moment. */
  secrets(): string[];
  /** New ones, and new certificates of the servers; cuts the connections of the old ones to Postgres and Redis. */
  replaceSecrets(): Promise<void>;
  stop(): Promise<void>;
}

const user = 'wallet';
const withDatabase: readonly ServiceName[] = servicesWith('DATABASE_URL');
const here = ['IP:127.0.0.1', 'DNS:localhost'];

export async function startSecureServers(dataDir: string, log: Log): Promise<SecureServers> {
  const folder = new SecretFolder(join(dataDir, 'secrets'));
  const authority = await Authority.make(join(dataDir, 'certificates'));
  const issue = async (name: string): Promise<Certificate> => authority.issue(name, here);
  const [shown, ours] = [await issue('server'), await issue(user)];
  const common = { dataDir, authority, certificate: shown, log };
  const [postgres, redis, kafka] = await Promise.all([
    startSecurePostgres(common),
    startSecureRedis(common),
    startSecureKafka({ ...common, clientAuth: 'required' }),
  ]);
  const setPasswords = async (): Promise<void> => {
    const [redisPassword, kafkaPassword] = [newPassword(), newPassword()];
    await redis.setPassword(user, redisPassword);
    folder.put('redis.password', redisPassword);
    await kafka.setPassword(user, kafkaPassword, ['SCRAM-SHA-512']);
    folder.put('kafka.password', kafkaPassword);
  };
  folder.put('ca.pem', readFileSync(authority.caFile, 'utf8'));
  folder.putCertificate(ours);
  await setPasswords();
  return {
    options: {
      infrastructure: { databaseUrl: postgres.ownerUrl, redisUrl: redis.plainUrl, kafkaBrokers: kafka.adminBrokers },
      env: environmentsOf(folder),
      databaseFor: (service, url) => (withDatabase.includes(service) ? folder.withoutPassword(service, url) : url),
      redisFor: (_, url) => Object.assign(new URL(redis.url), { username: user, pathname: new URL(url).pathname }).href,
      kafkaFor: () => kafka.brokers,
    },
    secrets: () => folder.secrets(),
    replaceSecrets: async () => {
      folder.putCertificate(await issue(user));
      const next = await issue('server');
      await Promise.all([postgres, redis, kafka].map((server) => server.useCertificate(next)));
      await setPasswords();
      for (const service of withDatabase) {
        const password = newPassword();
        await postgres.setPassword(`wallet_${service}`, password);
        folder.put(`${service}.password`, password);
      }
    },
    stop: async () => void (await Promise.all([postgres.stop(), redis.stop(), kafka.stop()])),
  };
}

const newPassword = (): string => randomBytes(18).toString('base64url');

function environmentsOf(folder: SecretFolder): Partial<Record<ServiceName | 'common', Environment>> {
  const filesOf = (prefix: string): Environment => ({
    [`${prefix}_CA_FILE`]: folder.path('ca.pem'),
    [`${prefix}_CERT_FILE`]: folder.path('tls.crt'),
    [`${prefix}_KEY_FILE`]: folder.path('tls.key'),
  });
  const kafka = {
    ...filesOf('KAFKA'),
    KAFKA_TLS: 'true',
    KAFKA_SASL: 'scram-sha-512',
    KAFKA_USER: user,
    KAFKA_PASSWORD_FILE: folder.path('kafka.password'),
  };
  const redis = { ...filesOf('REDIS'), REDIS_PASSWORD_FILE: folder.path('redis.password') };
  const ofDatabases = withDatabase.map((service) => [
    service,
    { ...filesOf('DATABASE'), DATABASE_PASSWORD_FILE: folder.path(`${service}.password`) },
  ]);
  const databases = Object.fromEntries(ofDatabases) as Partial<Record<ServiceName, Environment>>;
  return { ...databases, common: kafka, otp: redis };
}

/** Files that are replaced as a whole, as the kubelet does it. */
class SecretFolder {
  private readonly held = new Map<string, string>();

  constructor(private readonly dir: string) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  path(name: string): string {
    return join(this.dir, name);
  }

  put(name: string, text: string): void {
    writeFileSync(this.path(`${name}.new`), text, { mode: 0o600 });
    renameSync(this.path(`${name}.new`), this.path(name));
    if (/\.(password|key)$/.test(name)) this.held.set(name, text);
  }

  /** Whoever reads between the two connects again a moment later. */
  putCertificate({ certFile, keyFile }: Certificate): void {
    this.put('tls.crt', readFileSync(certFile, 'utf8'));
    this.put('tls.key', readFileSync(keyFile, 'utf8'));
  }

  /** The address of a service's database; its password goes to a file. */
  withoutPassword(service: ServiceName, url: string): string {
    const address = new URL(url);
    if (address.password) this.put(`${service}.password`, decodeURIComponent(address.password));
    address.password = '';
    return address.href;
  }

  /** Of a key one line of its base64. */
  secrets(): string[] {
    return [...this.held.values()].map((text) => (text.startsWith('-----') ? (text.split('\n')[1] ?? '') : text));
  }
}
