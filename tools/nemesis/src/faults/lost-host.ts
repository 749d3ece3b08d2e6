import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '@wallet/local-stack';
import type { Pool } from 'pg';

const most = 200;
/** Transactions of the running replica go on within it. */
const lookMs = 40;

const held = `
  select count(*)::int as held from pg_stat_activity
  where application_name = 'payments' and state = 'idle in transaction' and state_change < $1`;

/**
 * Halts a process at a moment when it has a transaction open, so that its locks stay; false when none of 200 halts met one,
 * and it stands still without.
 */
export async function haltWhileItHolds(process: Pick<ServiceProcess, 'kill'>, database: Pool): Promise<boolean> {
  for (let tried = 1; ; tried++) {
    await process.kill('SIGSTOP');
    const haltedAt = new Date();
    await sleep(lookMs);
    const { rows } = await database.query<{ held: number }>(held, [haltedAt]);
    if ((rows[0]?.held ?? 0) > 0) return true;
    if (tried === most) return false;
    await process.kill('SIGCONT');
    await sleep(lookMs);
  }
}
