import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '@wallet/local-stack';
import type { Pool } from 'pg';

/** What a process that stands still held in Postgres, in ms by the server's clock. */
export interface Hold {
  /** For so long its transaction was seen open and silent. */
  readonly idleMs: number;
  /** For so long a session of another process was seen waiting for its locks; 0: none was. */
  readonly waitedMs: number;
}

/** From when on a process stood still for good, and what it held; undefined: none of its halts met a transaction. */
interface Halted {
  readonly at: Date;
  readonly hold: Hold | undefined;
}

interface Patience {
  readonly mostHalts: number;
  /** Nobody looks for longer: what is still held then is held for ever. */
  readonly longestMs: number;
}

const patient: Patience = { mostHalts: 200, longestMs: 10_000 };
/** Transactions of the running replica go on within it. */
const lookMs = 40;
/** Silent for less: it may have been the running replica's. */
const leastIdleMs = 1_000;

const silent = `
  select pid || ' ' || xact_start as id from pg_stat_activity
  where application_name = 'payments' and state = 'idle in transaction'
    and state_change < $1::timestamptz + interval '1 millisecond'`;

const holding = `
  with held as (
    select pid, clock_timestamp() - state_change as idle from pg_stat_activity
    where pid || ' ' || xact_start = any($1) and state = 'idle in transaction'
  ), waiting as (
    select clock_timestamp() - query_start as waited from pg_stat_activity
    where wait_event_type = 'Lock' and pg_blocking_pids(pid) && (select array_agg(pid) from held)
  )
  select (select count(*)::int from held) as held,
    coalesce((select 1000 * extract(epoch from max(idle)) from held), 0)::int as idle_ms,
    coalesce((select 1000 * extract(epoch from max(waited)) from waiting), 0)::int as waited_ms`;

/** Looks until these transactions are gone, or were silent for so long. */
async function watch(database: Pool, ids: readonly string[], longestMs: number): Promise<Hold> {
  let hold: Hold = { idleMs: 0, waitedMs: 0 };
  while (ids.length > 0 && hold.idleMs <= longestMs) {
    const { rows } = await database.query<{ held: number; idle_ms: number; waited_ms: number }>(holding, [ids]);
    const { held = 0, idle_ms = 0, waited_ms = 0 } = rows[0] ?? {};
    hold = { idleMs: Math.max(hold.idleMs, idle_ms), waitedMs: Math.max(hold.waitedMs, waited_ms) };
    if (held === 0) break;
    await sleep(lookMs);
  }
  return hold;
}

/**
 * Halts a process at a moment when it has a transaction open, so that its locks stay, and watches for how long. When none of
 * so many halts met one, it stands still without.
 */
export async function haltWhileItHolds(
  process: Pick<ServiceProcess, 'kill'>,
  database: Pool,
  { mostHalts, longestMs } = patient,
): Promise<Halted> {
  for (let halts = 1; ; halts++) {
    await process.kill('SIGSTOP');
    const at = new Date();
    await sleep(lookMs);
    const { rows } = await database.query<{ id: string }>(silent, [at]);
    const hold = await watch(
      database,
      rows.map(({ id }) => id),
      longestMs,
    );
    if (hold.idleMs >= leastIdleMs) return { at, hold };
    if (halts === mostHalts) return { at, hold: undefined };
    await process.kill('SIGCONT');
    await sleep(lookMs);
  }
}
