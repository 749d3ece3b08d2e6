import { query, type RowLocks } from '@wallet/postgres';
import { Money } from '@wallet/money';
import type { DataSource, EntityManager } from 'typeorm';
import type { CustomerStatus, Wallet } from '../../domain/wallet';

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

/** Wallets and what they paid on `day`, by account or by customer. */
export async function readWallets(
  source: DataSource | EntityManager,
  by: 'id' | 'customer_id',
  ids: readonly string[],
  day: string,
): Promise<Wallet[]> {
  if (ids.length === 0) return [];
  const rows = await query<WalletRecord>(
    source,
    `select ${walletColumns}
     from payments.account a
     left join payments.day_usage u on u.account_id = a.id and u.day = $2
     left join payments.customer_limit l on l.customer_id = a.customer_id
     where a.${by} = any($1) and a.kind = 'WALLET'`,
    [ids, day],
  );
  return rows.map(toWallet);
}

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
  const sql = `select id, status from payments.account where id = any($1) order by id for no key update${locks.clause}`;
  const rows = await query<{ id: string; status: CustomerStatus }>(manager, sql, [ids]);
  if (rows.length < new Set(ids).size) locks.met();
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Locks accounts as above and reads them after that: day usage must not be older than the lock. */
export async function lockWallets(
  manager: EntityManager,
  { ids, day }: { readonly ids: readonly string[]; readonly day: string },
  locks: RowLocks,
): Promise<Wallet[]> {
  const locked = await lockStatuses(manager, ids, locks);
  return readWallets(manager, 'id', [...locked.keys()], day);
}

/**
 * The wallets of customers. Storing an order of a customer takes a weak lock on the account; where rows are passed over it
 * is taken now, and the customers whose account others hold come as `held`.
 */
export async function readPayers(
  manager: EntityManager,
  { customerIds, day }: { readonly customerIds: readonly string[]; readonly day: string },
  locks: RowLocks,
): Promise<{ readonly wallets: readonly Wallet[]; readonly held: ReadonlySet<string> }> {
  const wallets = await readWallets(manager, 'customer_id', customerIds, day);
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
