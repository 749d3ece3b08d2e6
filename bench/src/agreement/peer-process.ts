import { join } from 'node:path';
import { freePort } from '@wallet/local-stack';
import { startProgram, type RunningProgram } from './child-process';
import type { PeerKeys } from './peer-keys';

export interface PeerOptions {
  readonly databaseUrl: string;
  /** Where it tells Alipay+. */
  readonly alipayplusUrl: string;
  readonly clientId: string;
  readonly pspId: string;
  readonly keys: PeerKeys;
  /** For its log. */
  readonly dir: string;
  /** Node's own arguments. */
  readonly nodeArgs: readonly string[];
}

/** The peer in a process of its own that ends with this one; its tables are new and empty. Throws when it cannot start. */
export async function startPeer(options: PeerOptions): Promise<RunningProgram> {
  const { databaseUrl, alipayplusUrl, clientId, pspId, keys, dir, nodeArgs } = options;
  const url = `http://127.0.0.1:${await freePort()}`;
  return startProgram({
    name: 'the peer',
    entry: join(__dirname, '../peer/main.js'),
    env: {
      NODE_ENV: 'development',
      DATABASE_URL: databaseUrl,
      PORT: new URL(url).port,
      LOG_LEVEL: 'info',
      CLIENT_ID: clientId,
      PSP_ID: pspId,
      ALIPAYPLUS_BASE_URL: alipayplusUrl,
      ALIPAYPLUS_PUBLIC_KEY_FILE: keys.alipayplusPublic,
      WALLET_PRIVATE_KEY_FILE: keys.walletPrivate,
      TOKEN_KEY_FILE: keys.tokenKey,
    },
    nodeArgs,
    logFile: join(dir, 'peer.log'),
    url,
  });
}
