import { query, queryBoth, type RowLocks } from '@wallet/postgres';
import { Money } from '@wallet/money';
import type { DataSource, EntityManager } from 'typeorm';
import type { CustomerId } from '@wallet/kernel';
import type { CustomerStatus, Wallet } from '../../../domain/wallet/wallet';

export interface WalletRecord {
  id: string;
  customer_id: string;
  currency: string;
  status: CustomerStatus;
  balance: string;
  used_amount: string;
  used_count: number;
  limit_single: string | null;
  limit_daily_amount: string | null;
  limit_daily_count: number | null;
}

/** Of `a` (account), `u` (day usage) and `l` (customer limit), as a `WalletRecord`. */
export const walletColumns = `a.id, a.customer_id, a.currency, a.status, a.balance,
  coalesce(u.amount, 0) as used_amount, coalesce(u.count, 0) as used_count,
  l.single as limit_single, l.daily_amount as limit_daily_amount, l.daily_count as limit_daily_count`;

/** $1 accounts or customers, $2 day. */
const walletsBy = (column: 'id' | 'customer_id') => `select ${walletColumns}
  from payments.account a
  left join payments.day_usage u on u.account_id = a.id and u.day = $2
  left join payments.customer_limit l on l.customer_id = a.customer_id
  where a.${column} = any($1) and a.kind = 'WALLET'`;

/** The wallets of customers and what they paid on `day`. */
export async function readWallets(
  source: DataSource | EntityManager,
  customerIds: readonly CustomerId[],
  day: string,
): Promise<Wallet[]> {
  if (customerIds.length === 0) return [];
  return (await query<WalletRecord>(source, walletsBy('customer_id'), [customerIds, day])).map(toWallet);
}

const lockById = ({ clause }: RowLocks) =>
  `select id, status from payments.account where id = any($1) order by id for no key update${clause}`;

/**
 * Locks accounts in ascending order of their ids; their statuses by account id. Those that exist and are missing are held
 * by others.
 */
export async function lockStatuses(
  manager: EntityManager,
  ids: readonly string[],
  locks: RowLocks,
): Promise<ReadonlyMap<string, CustomerStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await query<{ id: string; status: CustomerStatus }>(manager, lockById(locks), [ids]);
  if (rows.length < new Set(ids).size) locks.met();
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/**
 * Locks accounts as above and reads them: two statements sent together, because day usage must not be older than the lock,
 * and a statement reads by the snapshot of its begin.
 */
export async function lockWallets(
  manager: EntityManager,
  { ids, day }: { readonly ids: readonly string[]; readonly day: string },
  locks: RowLocks,
): Promise<Wallet[]> {
  if (ids.length === 0) return [];
  const [lockedRows, rows] = await queryBoth<{ id: string }, WalletRecord>(
    manager,
    { sql: lockById(locks), parameters: [ids] },
    { sql: walletsBy('id'), parameters: [ids, day] },
  );
  const locked = new Set(lockedRows.map(({ id }) => id));
  if (locked.size < new Set(ids).size) locks.met();
  return rows.filter(({ id }) => locked.has(id)).map(toWallet);
}

/** The same of customers; those whose wallets others hold come as `held`. */
export async function lockCustomers(
  manager: EntityManager,
  { customerIds, day }: { readonly customerIds: readonly CustomerId[]; readonly day: string },
  locks: RowLocks,
): Promise<LockedPayers> {
  const [lockedRows, rows] = await queryBoth<{ id: string }, WalletRecord>(
    manager,
    {
      sql: `select id from payments.account where customer_id = any($1) and kind = 'WALLET'
        order by id for no key update${locks.clause}`,
      parameters: [customerIds],
    },
    { sql: walletsBy('customer_id'), parameters: [customerIds, day] },
  );
  const locked = new Set(lockedRows.map(({ id }) => id));
  const held = rows.filter(({ id }) => !locked.has(id)).map(({ customer_id }) => customer_id);
  if (held.length > 0) locks.met();
  return { wallets: rows.filter(({ id }) => locked.has(id)).map(toWallet), held: new Set(held) };
}

export interface LockedPayers {
  readonly wallets: readonly Wallet[];
  readonly held: ReadonlySet<string>;
}

/**
 * The wallets of customers. Storing an order of a customer takes a weak lock on the account; where rows are passed over it
 * is taken now, and the customers whose account others hold come as `held`.
 */
export async function readPayers(
  manager: EntityManager,
  { customerIds, day }: { readonly customerIds: readonly CustomerId[]; readonly day: string },
  locks: RowLocks,
): Promise<LockedPayers> {
  const wallets = await readWallets(manager, customerIds, day);
  if (!locks.skip) return { wallets, held: new Set() };
  const sql = 'select id from payments.account where id = any($1) order by id for key share skip locked';
  const ids = wallets.map(({ accountId }) => accountId);
  const free = new Set((await query<{ id: string }>(manager, sql, [ids])).map(({ id }) => id));
  const held = wallets.filter(({ accountId }) => !free.has(accountId));
  if (held.length > 0) locks.met();
  return { wallets, held: new Set(held.map(({ customerId }) => customerId)) };
}

export function toWallet(row: WalletRecord): Wallet {
  const { limit_single: single, limit_daily_amount: dailyAmount, limit_daily_count: dailyCount } = row;
  return {
    accountId: row.id,
    customerId: row.customer_id,
    currency: Money.of(row.currency, 0n).currency,
    status: row.status,
    balance: BigInt(row.balance),
    today: { amount: BigInt(row.used_amount), count: row.used_count },
    limits: {
      ...(single !== null && { single: BigInt(single) }),
      ...(dailyAmount !== null && { dailyAmount: BigInt(dailyAmount) }),
      ...(dailyCount !== null && { dailyCount }),
    },
  };
}
