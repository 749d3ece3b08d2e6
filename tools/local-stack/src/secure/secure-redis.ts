import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Log } from '../basics/waiting';
import { ensureDownloads } from '../infrastructure/downloads';
import { planRedis } from '../infrastructure/native-redis';
import { NativeServer } from '../infrastructure/native-server';
import { freePort } from '../processes/ports';
import type { Authority, Certificate } from './authority';

/** A native Redis that takes clients by TLS, with a certificate of theirs. */
export interface SecureRedis {
  /** Of its TLS port, without a user. */
  readonly url: string;
  /** The same in the clear, for who runs it. */
  readonly plainUrl: string;
  /** Makes the user, who may do all, or changes the password, and cuts the user's connections. */
  setPassword(user: string, password: string): Promise<void>;
  /** Shows another one to the clients that connect from now on. */
  useCertificate(certificate: Certificate): Promise<void>;
  stop(): Promise<void>;
}

export interface SecureRedisOptions {
  readonly dataDir: string;
  /** Of its clients. */
  readonly authority: Authority;
  readonly certificate: Certificate;
  readonly log: Log;
}

export async function startSecureRedis(options: SecureRedisOptions): Promise<SecureRedis> {
  const { dataDir, authority, certificate, log } = options;
  const port = await freePort();
  mkdirSync(dataDir, { recursive: true });
  const [certFile, keyFile] = [join(dataDir, 'server.crt'), join(dataDir, 'server.key')];
  const put = (shown: Certificate): void => {
    copyFileSync(shown.certFile, certFile);
    copyFileSync(shown.keyFile, keyFile);
  };
  put(certificate);
  const { url: plainUrl, plan } = await planRedis(dataDir, () => ensureDownloads(log), {
    'tls-port': String(port),
    'tls-cert-file': certFile,
    'tls-key-file': keyFile,
    'tls-ca-cert-file': authority.caFile,
    'tls-auth-clients': 'yes',
  });
  const server = new NativeServer(plan, () => undefined, log);
  await server.start();
  const admin = new Redis(plainUrl);
  return {
    url: `rediss://127.0.0.1:${port}`,
    plainUrl,
    setPassword: async (user, password) => {
      await admin.acl('SETUSER', user, 'on', 'resetpass', `>${password}`, '~*', '&*', '+@all');
      await admin.client('KILL', 'USER', user);
    },
    useCertificate: async (other) => {
      put(other);
      await admin.config('SET', 'tls-cert-file', certFile);
    },
    stop: async () => {
      admin.disconnect();
      await server.stop();
    },
  };
}
