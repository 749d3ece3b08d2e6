import { createHash } from 'node:crypto';
import { eventually } from '@wallet/testkit';
import { redisValues } from './redis-values';
import type { Wallet } from './wallet';

export type State = Readonly<Record<string, string>>;

/** Every table of the stack's database, `schema.table`. */
export async function tablesOf(wallet: Wallet): Promise<string[]> {
  const rows = await wallet.rows(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map(({ name }) => String(name));
}

/** Gateways pull it by themselves, whatever is called. */
const pulled = 'payments.code_rules';

/** A digest of each table and of Redis, taken when nothing is on its way any more. */
export async function stateOf(wallet: Wallet): Promise<State> {
  await eventually(() => expectQuiet(wallet), { timeoutMs: 30_000 });
  const tables = (await tablesOf(wallet)).filter((table) => table !== pulled);
  const digests = tables.map(async (table): Promise<[string, string]> => {
    const [row] = await wallet.rows(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as digest from ${table} t`,
    );
    return [table, String(row?.digest)];
  });
  return Object.fromEntries([...(await Promise.all(digests)), ['redis', await digestOfRedis(wallet)]]);
}

/** The tables whose rows `act` has changed, and `redis`; in the order of the alphabet. */
export async function changedBy(wallet: Wallet, act: () => Promise<unknown>): Promise<string[]> {
  const before = await stateOf(wallet);
  await act();
  const after = await stateOf(wallet);
  return Object.keys(after).filter((part) => after[part] !== before[part]);
}

/** What storing and notifying a refusal changes: nothing that is money. */
export const refusalTables = [
  'notifier.attempt',
  'notifier.delivery',
  'payments.order_event',
  'payments.outbox',
  'payments.payment_order',
];

/** What the end of an agreement and its notice change. */
export const endingTables = ['auth.agreement', 'auth.told_fact', 'notifier.attempt', 'notifier.delivery'];

async function expectQuiet(wallet: Wallet): Promise<void> {
  const [row] = await wallet.rows(
    `select (select count(*) from payments.outbox where sent_at is null) +
            (select count(*) from auth.outbox where sent_at is null) +
            (select count(*) from notifier.delivery where state = 'RETRYING' or locked_until is not null) +
            (select count(*) from payments.outbox
              where topic = 'payments.payment.fact.v1' and payload->>'fact' <> 'PaymentCancelled') -
            (select count(*) from notifier.delivery where kind = 'NOTIFY_PAYMENT') +
            (select count(*) from auth.agreement where status = 'CANCELLED') -
            (select count(*) from notifier.delivery where kind = 'TOKEN_CANCELED') as under_way`,
  );
  expect(row?.under_way).toBe('0');
}

async function digestOfRedis(wallet: Wallet): Promise<string> {
  const values = await redisValues(wallet);
  return `${values.length} ${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`;
}
