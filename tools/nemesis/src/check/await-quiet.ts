import { setTimeout as sleep } from 'node:timers/promises';
import type { Wallet } from '../world/wallet';
import { consumerLag } from './consumer-lag';

const pollMs = 250;

const work = `
  select (select count(*)::int from payments.outbox where sent_at is null) as "facts of payments not sent",
    (select count(*)::int from auth.outbox where sent_at is null) as "facts of auth not sent",
    (select count(*)::int from payments.payment_order where state in ('WAITING_FOR_OTP', 'WAITING_FOR_USER')) as "orders that wait",
    (select count(*)::int from notifier.delivery where state = 'RETRYING') as "notices not acknowledged"`;

/** What is still to be done, in words; empty when all is quiet. Kafka is asked when the books have nothing left. */
async function leftToDo(wallet: Wallet): Promise<string[]> {
  const { rows } = await wallet.database.query<Record<string, number>>(work);
  const left = Object.entries({ ...rows[0] }).filter(([, count]) => count > 0);
  if (left.length > 0) return left.map(([what, count]) => `${count} ${what}`);
  const lag = await consumerLag(wallet.stack);
  return lag > 0 ? [`${lag} records not consumed`] : [];
}

/** Waits until nothing is on its way any more (I11, I12); resolves with what still is after `patienceMs`. */
export async function awaitQuiet(wallet: Wallet, patienceMs: number): Promise<string[]> {
  for (const giveUpAt = Date.now() + patienceMs; ; await sleep(pollMs)) {
    const left = await leftToDo(wallet).catch((error: unknown) => [`not known: ${String(error)}`]);
    if (left.length === 0 || Date.now() > giveUpAt) return left.map((what) => `I12: not quiet after the load: ${what}`);
  }
}
