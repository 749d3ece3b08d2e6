import { chownSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import type { Log } from '../basics/waiting';
import { planPostgres } from '../infrastructure/native-postgres';
import { NativeServer } from '../infrastructure/native-server';
import { postgresHome } from '../infrastructure/postgres-home';
import type { Authority, Certificate } from './authority';

/** A native Postgres that takes clients by TLS, with a certificate of theirs and a password; its owner also in the clear. */
export interface SecurePostgres {
  /** Of the database `postgres`, without a user. */
  readonly url: string;
  /** Of its owner, for who runs it. */
  readonly ownerUrl: string;
  /** Makes the role, or changes its password, and cuts its connections. */
  setPassword(role: string, password: string): Promise<void>;
  /** Shows another one to the clients that connect from now on. */
  useCertificate(certificate: Certificate): Promise<void>;
  /** As its owner. */
  run(sql: string): Promise<void>;
  stop(): Promise<void>;
}

export interface SecurePostgresOptions {
  readonly dataDir: string;
  /** Of its clients. */
  readonly authority: Authority;
  readonly certificate: Certificate;
  readonly log: Log;
}

/** Whoever is not the owner comes by TLS. */
const access = `
hostnossl all wallet_owner 127.0.0.1/32 scram-sha-256
hostssl all all all scram-sha-256 clientcert=verify-ca
`;

export async function startSecurePostgres(options: SecurePostgresOptions): Promise<SecurePostgres> {
  const { dataDir, authority, log } = options;
  mkdirSync(dataDir, { recursive: true });
  const { dir, user } = postgresHome(dataDir);
  const file = (name: string): string => `${dir}.${name}`;
  const own = (name: string): void => void (user && chownSync(file(name), user.uid, user.gid));
  const put = ({ certFile, keyFile }: Certificate): void => {
    copyFileSync(certFile, file('crt'));
    copyFileSync(keyFile, file('key'));
    for (const name of ['crt', 'key']) own(name);
  };
  put(options.certificate);
  copyFileSync(authority.caFile, file('ca'));
  writeFileSync(file('hba'), access);
  for (const name of ['ca', 'hba']) own(name);
  const { url: ownerUrl, plan } = await planPostgres(dataDir, false, {
    ssl: 'on',
    ssl_cert_file: file('crt'),
    ssl_key_file: file('key'),
    ssl_ca_file: file('ca'),
    hba_file: file('hba'),
  });
  const server = new NativeServer(plan, () => undefined, log);
  await server.start();
  const admin = new Client({ connectionString: ownerUrl });
  await admin.connect();
  const run = async (sql: string): Promise<void> => void (await admin.query(sql));
  return {
    url: `postgres://127.0.0.1:${new URL(ownerUrl).port}/postgres`,
    ownerUrl,
    run,
    setPassword: async (role, password) => {
      const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
      await run(`${rowCount ? 'alter' : 'create'} role ${role} login password '${password}'`);
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
    },
    useCertificate: async (certificate) => {
      put(certificate);
      await run('select pg_reload_conf()');
    },
    stop: async () => {
      await admin.end();
      await server.stop();
    },
  };
}
