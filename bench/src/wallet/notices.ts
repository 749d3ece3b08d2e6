import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

export interface Backlog {
  /** Payments made whose `notifyPayment` was not acknowledged yet when the load ended. */
  readonly behind: number;
  /** Until all were; undefined when they were not in the time that was given. */
  readonly caughtUpSeconds: number | undefined;
}

/** Of several: the most behind, the longest time. */
export function worst(backlogs: readonly Backlog[]): Backlog {
  const seconds = backlogs.map(({ caughtUpSeconds = Infinity }) => caughtUpSeconds);
  const longest = Math.max(0, ...seconds);
  return {
    behind: Math.max(0, ...backlogs.map(({ behind }) => behind)),
    caughtUpSeconds: Number.isFinite(longest) ? longest : undefined,
  };
}

/** The ids of a run begin with its day; those of orders that were loaded in bulk are older. */
const yesterday = `to_char(now() at time zone 'UTC' - interval '1 day', 'YYYYMMDD')`;
const unacknowledgedByWallet = `
  select count(*)::int as count from payments.payment_order
   where payment_request_id > ${yesterday} and state = 'PAID' and not exists
     (select 1 from notifier.delivery
       where subject = payment_request_id and subject > ${yesterday} and delivery.state = 'ACKED')`;

const defaults = { unacknowledged: unacknowledgedByWallet, patienceSeconds: 60 };

/** Waits until every payment has been told to Alipay+: work that the flows have caused and that is not in their time. */
export async function catchUp(database: Pool, options: Partial<typeof defaults> = {}): Promise<Backlog> {
  const { unacknowledged, patienceSeconds } = { ...defaults, ...options };
  const startedAt = performance.now();
  let behind: number | undefined;
  for (;;) {
    const { rows } = await database.query<{ count: number }>(unacknowledged);
    const seconds = (performance.now() - startedAt) / 1_000;
    behind ??= rows[0]?.count ?? 0;
    if (rows[0]?.count === 0) return { behind, caughtUpSeconds: seconds };
    if (seconds > patienceSeconds) return { behind, caughtUpSeconds: undefined };
    await sleep(100);
  }
}
