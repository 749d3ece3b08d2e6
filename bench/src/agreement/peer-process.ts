import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@wallet/local-stack';
import type { PeerKeys } from './peer-keys';

export interface PeerOptions {
  readonly databaseUrl: string;
  readonly clientId: string;
  readonly pspId: string;
  readonly keys: PeerKeys;
  /** For its log. */
  readonly dir: string;
  /** Node's own arguments. */
  readonly nodeArgs: readonly string[];
}

export interface PeerProcess {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

const graceMs = 5_000;
const entry = join(__dirname, '../peer/main.js');

function start({ databaseUrl, clientId, pspId, keys, dir, nodeArgs }: PeerOptions, port: number): ChildProcess {
  mkdirSync(dir, { recursive: true });
  const log = openSync(join(dir, 'peer.log'), 'w');
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    LOG_LEVEL: 'info',
    CLIENT_ID: clientId,
    PSP_ID: pspId,
    ALIPAYPLUS_PUBLIC_KEY_FILE: keys.alipayplusPublic,
    WALLET_PRIVATE_KEY_FILE: keys.walletPrivate,
    TOKEN_KEY_FILE: keys.tokenKey,
  };
  const child = fork(entry, { env, execArgv: [...nodeArgs], stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  return child;
}

/** The peer in a process of its own that ends with this one; its tables are new and empty. Throws when it cannot start. */
export async function startPeer(options: PeerOptions): Promise<PeerProcess> {
  const port = await freePort();
  const child = start(options, port);
  const ended = once(child, 'exit');
  const failed = ended.then(() => Promise.reject(new Error(`the peer ended: see ${options.dir}/peer.log`)));
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
