import { inTransaction, query, recordAction } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerId } from '@wallet/kernel';
import type { CustomerLimits, OwnLimits } from '../../../application/operators/customer-limits';

interface LimitRecord {
  readonly single: string | null;
  readonly daily_amount: string | null;
  readonly daily_count: number | null;
}

/** Of a customer with an account here; without a row of limits all are null. */
const select = `select l.single, l.daily_amount, l.daily_count
  from payments.account a left join payments.customer_limit l on l.customer_id = a.customer_id
  where a.customer_id = $1`;

/** Sets the given ones, by name, and leaves the others as they are. */
const upsert = `insert into payments.customer_limit as l (customer_id, single, daily_amount, daily_count, updated_at)
  values ($1, $2, $3, $4, $5)
  on conflict (customer_id) do update set
    single = case when 'single' = any($6) then excluded.single else l.single end,
    daily_amount = case when 'dailyAmount' = any($6) then excluded.daily_amount else l.daily_amount end,
    daily_count = case when 'dailyCount' = any($6) then excluded.daily_count else l.daily_count end,
    updated_at = excluded.updated_at`;

export class PostgresCustomerLimits implements CustomerLimits {
  constructor(private readonly dataSource: DataSource) {}

  of(customerId: CustomerId): Promise<OwnLimits | undefined> {
    return read(this.dataSource, customerId);
  }

  set(
    customerId: CustomerId,
    limits: Partial<OwnLimits>,
    note: OperatorNote,
    now: Date,
  ): Promise<OwnLimits | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      if (!(await read(manager, customerId))) return undefined;
      const { single = null, dailyAmount = null, dailyCount = null } = limits;
      const values = [single?.toString() ?? null, dailyAmount?.toString() ?? null, dailyCount];
      await query(manager, upsert, [customerId, ...values, now, Object.keys(limits)]);
      await recordAction(manager, { action: 'LIMITS', customerId, details: inText(limits), note }, now);
      return read(manager, customerId);
    });
  }
}

/** JSON has no bigint. */
const inText = (limits: Partial<OwnLimits>): object =>
  Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit?.toString() ?? null]));

async function read(source: DataSource | EntityManager, customerId: CustomerId): Promise<OwnLimits | undefined> {
  const [row] = await query<LimitRecord>(source, select, [customerId]);
  return (
    row && {
      single: row.single === null ? null : BigInt(row.single),
      dailyAmount: row.daily_amount === null ? null : BigInt(row.daily_amount),
      dailyCount: row.daily_count,
    }
  );
}
