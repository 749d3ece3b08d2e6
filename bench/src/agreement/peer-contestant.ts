import { readFileSync } from 'node:fs';
import { readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import type { Parties } from '@wallet/testkit';
import { AlipayplusCaller } from '../load/alipayplus-caller';
import { agreementPayment, Turns } from '../load/wallet-load';
import { peerPool } from '../peer/database';
import { seed } from '../peer/seed';
import { balance, customerCount } from '../wallet/customers';
import { catchUp } from '../wallet/notices';
import { startPeerAlipayplus } from './peer-alipayplus';
import { makePeerKeys } from './peer-keys';
import { startPeer } from './peer-process';
import type { Contestant } from './turns-of-contestants';

export interface PeerSetting {
  readonly databaseUrl: string;
  readonly dir: string;
  readonly connections: number;
  readonly nodeArgs: readonly string[];
}

export interface RunningPeer {
  readonly pids: Readonly<Record<string, number>>;
  readonly contestant: Contestant;
  stop(): Promise<void>;
}

const clientId = 'PEER_5YC47N2ZQHJ004124';
const party: Parties = { acquirerId: '1022188000000000001', pspId: '1022160000000000000' };
const unacknowledged = `select count(*)::int as count from delivery where state = 'RETRYING'`;

/** The peer, running, with as many customers as the wallet has, and an Alipay+ that it tells of its payments. */
export async function runPeer({ databaseUrl, dir, connections, nodeArgs }: PeerSetting): Promise<RunningPeer> {
  const keys = makePeerKeys(dir);
  const own = { clientId, pspId: party.pspId, keys, dir };
  const alipayplus = await startPeerAlipayplus(own, party.acquirerId);
  const starting = startPeer({ ...own, databaseUrl, alipayplusUrl: alipayplus.url, nodeArgs });
  const peer = await starting.catch(async (error: unknown) => {
    await alipayplus.stop();
    throw error;
  });
  const pool = peerPool(databaseUrl, 1);
  const tokenKey = Buffer.from(readFileSync(keys.tokenKey, 'utf8'), 'base64');
  const tokens = (await seed(pool, { count: customerCount, balance, tokenKey })).map((bound) => bound.accessToken);
  const caller = new AlipayplusCaller({
    gatewayUrl: peer.url,
    clientId,
    alipayplusKey: readPrivateKey(readFileSync(keys.alipayplusPrivate, 'utf8')),
    walletKey: readPublicKey(readFileSync(keys.walletPublic, 'utf8')),
    connections,
  });
  return {
    pids: { peer: peer.pid, "the peer's simulator": alipayplus.pid },
    contestant: {
      name: 'peer',
      operation: (inFlight) => agreementPayment({ caller, party }, new Turns(tokens, inFlight)),
      turn: async (window) => ({ window: await window(), notices: await catchUp(pool, { unacknowledged }) }),
    },
    stop: async () => {
      await Promise.all([caller.close(), pool.end()]);
      await peer.stop();
      await alipayplus.stop();
    },
  };
}
