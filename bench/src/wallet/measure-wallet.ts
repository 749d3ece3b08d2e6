import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPrivateKey, readPublicKey } from '@wallet/alipayplus';
import type { Stack, StackAddresses } from '@wallet/local-stack';
import { brokenInvariants } from '@wallet/testkit';
import { Pool } from 'pg';
import type { Loop } from '../floor/measure-floor';
import { AlipayplusCaller } from '../load/alipayplus-caller';
import { closedLoop, type Point } from '../load/closed-loop';
import { Phones } from '../load/phones';
import { evaluation, flow, Turns, type WalletClients } from '../load/wallet-load';
import type { CpuSeconds } from '../machine/cpu-meter';
import type { BenchOptions } from '../options';
import { registerCustomers } from './customers';
import { catchUp, type Backlog } from './notices';

export interface FlowPoint extends Point {
  readonly notices: Backlog;
}

export interface WalletFigures {
  /** CPU seconds used in `seconds` without any load. */
  readonly idle: { readonly seconds: number; readonly cpu: CpuSeconds };
  readonly evaluations: readonly Point[];
  readonly flows: readonly FlowPoint[];
  /** Invariants of the books that did not hold after the load; empty is good. */
  readonly brokenInvariants: readonly string[];
}

const customerCount = 960;
const settleSeconds = 5;
const idleSeconds = 10;
/** The broker's and our code are compiled while they run: without this the first points would measure that. */
const warmUp = { inFlight: 64, seconds: 15 };

async function idle({ meter, signal }: Loop): Promise<WalletFigures['idle']> {
  await sleep(settleSeconds * 1_000, undefined, { signal });
  const before = meter.read();
  await sleep(idleSeconds * 1_000, undefined, { signal });
  return { seconds: idleSeconds, cpu: meter.since(before) };
}

function clientsOf(stack: Stack, connections: number): WalletClients {
  const { clientId, acquirerId, pspId } = JSON.parse(readFileSync(stack.stackFile, 'utf8')) as StackAddresses;
  const [gatewayUrl = ''] = stack.gatewayUrls;
  const alipayplusKey = readPrivateKey(readFileSync(stack.keys.alipayplusPrivate, 'utf8'));
  const walletKey = readPublicKey(readFileSync(stack.keys.walletPublic, 'utf8'));
  return {
    caller: new AlipayplusCaller({ gatewayUrl, clientId, alipayplusKey, walletKey, connections }),
    phones: new Phones(stack.simulatorUrl, connections),
    party: { acquirerId, pspId },
  };
}

/** The running stack, first without load, then with evaluations and with whole flows. */
export async function measureWallet(
  stack: Stack,
  { parts, levels }: BenchOptions,
  loop: Loop,
  say: (line: string) => void,
): Promise<WalletFigures> {
  const database = new Pool({ connectionString: stack.databaseUrl, max: 2 });
  database.on('error', () => undefined);
  const clients = clientsOf(stack, Math.max(...levels, warmUp.inFlight));
  try {
    say('idle: the six processes without load');
    const atRest = await idle(loop);
    const loginIds = await registerCustomers(stack, database, customerCount);
    say('warming up');
    await closedLoop(flow(clients, new Turns(loginIds, warmUp.inFlight)), { ...loop, ...warmUp });
    const evaluations: Point[] = [];
    for (const inFlight of parts.includes('evaluations') ? levels : []) {
      say(`evaluations: ${inFlight} in flight`);
      evaluations.push(await closedLoop(evaluation(clients, new Turns(loginIds, inFlight)), { ...loop, inFlight }));
    }
    const flows: FlowPoint[] = [];
    for (const inFlight of parts.includes('flows') ? levels : []) {
      say(`flows: ${inFlight} in flight`);
      const point = await closedLoop(flow(clients, new Turns(loginIds, inFlight)), { ...loop, inFlight });
      flows.push({ ...point, notices: await catchUp(database) });
    }
    return { idle: atRest, evaluations, flows, brokenInvariants: await brokenInvariants(stack.databaseUrl) };
  } finally {
    await Promise.all([clients.caller.close(), clients.phones.close(), database.end()]);
  }
}
