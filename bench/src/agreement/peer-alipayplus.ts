import { join, resolve } from 'node:path';
import { freePort } from '@wallet/local-stack';
import { startProgram, type RunningProgram } from './child-process';
import type { PeerOptions } from './peer-process';

const entry = resolve(__dirname, '../../../apps/alipayplus-simulator/dist/main.js');

/** A simulator of the peer's own: it has the peer's keys, and does for a notice what the wallet's does. */
export async function startPeerAlipayplus(
  { clientId, pspId, keys, dir }: Pick<PeerOptions, 'clientId' | 'pspId' | 'keys' | 'dir'>,
  acquirerId: string,
): Promise<RunningProgram> {
  const [port, healthPort] = [await freePort(), await freePort()];
  const env = {
    NODE_ENV: 'development',
    PORT: String(port),
    HEALTH_PORT: String(healthPort),
    GATEWAY_URL: 'http://127.0.0.1:1',
    CLIENT_ID: clientId,
    PSP_ID: pspId,
    ACQUIRER_ID: acquirerId,
    ALIPAYPLUS_PRIVATE_KEY_FILE: keys.alipayplusPrivate,
    WALLET_PUBLIC_KEY_FILE: keys.walletPublic,
  };
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(dir, 'peer-simulator.log');
  return startProgram({ name: "the peer's simulator", entry, env, nodeArgs: [], logFile, url });
}
