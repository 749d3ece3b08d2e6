import { readFileSync } from 'node:fs';
import type { Stack, StackAddresses } from '@wallet/local-stack';
import type { Parties } from '@wallet/testkit';
import { Pool } from 'pg';
import { Simulator } from '../load/simulator';

/** A whole wallet, and how to reach it. */
export interface Wallet {
  readonly stack: Stack;
  readonly simulator: Simulator;
  /** Of the database's owner, not through a proxy. */
  readonly database: Pool;
  readonly parties: Parties;
}

export type Stop = () => Promise<unknown>;

/** Stops what was started, the last first, whatever fails. */
export async function stopAll(stops: readonly Stop[]): Promise<void> {
  for (const stop of stops.toReversed()) await stop().catch(() => undefined);
}

/** A stack that runs; what ends the connections is added to `stops`. */
export function reach(stack: Stack, stops: Stop[]): Wallet {
  const simulator = new Simulator(stack.simulatorUrl);
  stops.push(() => simulator.close());
  const database = new Pool({ connectionString: stack.databaseUrl, max: 3, connectionTimeoutMillis: 5_000 });
  database.on('error', () => undefined);
  stops.push(() => database.end());
  const { acquirerId, pspId } = JSON.parse(readFileSync(stack.stackFile, 'utf8')) as StackAddresses;
  return { stack, simulator, database, parties: { acquirerId, pspId } };
}
