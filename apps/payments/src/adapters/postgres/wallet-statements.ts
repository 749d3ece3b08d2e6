import { query } from '@wallet/postgres';
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

/** Locks accounts in ascending order of their ids and reads them after that: day usage must not be older than the lock. */
export async function lockWallets(manager: EntityManager, ids: readonly string[], day: string): Promise<Wallet[]> {
  if (ids.length === 0) return [];
  await query(manager, 'select 1 from payments.account where id = any($1) order by id for no key update', [ids]);
  return readWallets(manager, 'id', ids, day);
}

/** Locks accounts as above; their statuses by account id. */
export async function lockStatuses(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CustomerStatus>> {
  if (ids.length === 0) return new Map();
  const sql = 'select id, status from payments.account where id = any($1) order by id for no key update';
  const rows = await query<{ id: string; status: CustomerStatus }>(manager, sql, [ids]);
  return new Map(rows.map(({ id, status }) => [id, status]));
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
