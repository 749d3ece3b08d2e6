import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '../basics/waiting';
import { ensureDownloads } from '../infrastructure/downloads';
import { planKafka } from '../infrastructure/native-kafka';
import { NativeServer } from '../infrastructure/native-server';
import { secureName } from '../infrastructure/secure-listener';
import { freePort } from '../processes/ports';
import type { Authority, Certificate } from './authority';

const run = promisify(execFile);

type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** A native broker that takes clients by TLS and SASL; by the name `localhost` too, which its certificate may not have. */
export interface SecureKafka {
  readonly brokers: readonly string[];
  readonly brokersByName: readonly string[];
  /** In the clear; who comes here may do all. */
  readonly adminBrokers: readonly string[];
  /** Of its user `wallet` for SASL PLAIN. */
  readonly plainPassword: string;
  /** Makes the user or changes its password, for both mechanisms of SCRAM unless one is named. */
  setPassword(user: string, password: string, mechanisms?: readonly ScramMechanism[]): Promise<void>;
  /** Shows another one to the clients that connect from now on. */
  useCertificate(certificate: Certificate): Promise<void>;
  stop(): Promise<void>;
}

export interface SecureKafkaOptions {
  readonly dataDir: string;
  /** Of its clients. */
  readonly authority: Authority;
  readonly certificate: Certificate;
  readonly clientAuth: 'required' | 'none';
  /** Whether its users may do only what ACLs allow. */
  readonly authorizes?: boolean;
  readonly log: Log;
}

export async function startSecureKafka(options: SecureKafkaOptions): Promise<SecureKafka> {
  const { dataDir, authority, certificate, clientAuth, authorizes, log } = options;
  mkdirSync(dataDir, { recursive: true });
  const downloads = await ensureDownloads(log);
  const port = await freePort();
  let keyStores = 0;
  /** The broker reads one again when its name changes. */
  const keyStoreOf = ({ keyFile, certFile }: Certificate): string => {
    const file = join(dataDir, `broker-${++keyStores}.pem`);
    const pem = [keyFile, certFile].map((each) => readFileSync(each, 'utf8'));
    writeFileSync(file, pem.join(''), { mode: 0o600 });
    return file;
  };
  const plainPassword = randomBytes(16).toString('hex');
  const secure = {
    port,
    keyStoreFile: keyStoreOf(certificate),
    trustStoreFile: authority.caFile,
    clientAuth,
    plainUsers: { wallet: plainPassword },
    authorizes,
  };
  const { brokers, plan } = await planKafka(dataDir, () => Promise.resolve(downloads), { secure });
  const server = new NativeServer(plan, () => undefined, log);
  await server.start();
  const configure = async (kind: 'users' | 'brokers', name: string, change: string): Promise<void> => {
    const tool = ['-cp', `${downloads.kafkaLibs}/*`, 'kafka.admin.ConfigCommand', '--bootstrap-server', brokers.join()];
    await run('java', [...tool, '--alter', '--entity-type', kind, '--entity-name', name, '--add-config', change]);
  };
  return {
    brokers: [`127.0.0.1:${port}`],
    brokersByName: [`localhost:${port}`],
    adminBrokers: brokers,
    plainPassword,
    setPassword: async (user, password, mechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-512']) => {
      for (const mechanism of mechanisms) await configure('users', user, `${mechanism}=[password=${password}]`);
    },
    useCertificate: (other) =>
      configure('brokers', '1', `listener.name.${secureName.toLowerCase()}.ssl.keystore.location=${keyStoreOf(other)}`),
    stop: () => server.stop(),
  };
}
