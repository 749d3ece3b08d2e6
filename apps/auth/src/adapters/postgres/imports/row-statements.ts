import { Money } from '@wallet/money';
import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { ImportReport, StagedRow } from '../../../application/ports/customer-imports';
import type { Registered } from '../../../application/ports/customer-registry';
import type { CustomerStatus, MobileNumber } from '../../../domain/customer';
import { freedAt } from '../customers/number-statements';
import { quarantined } from '../customers/registrations';

/** All by hand: a file is staged and settled in batches. Rows were just staged, so nothing is known of how many they are: joined one by one they would take their square. */
export const joinByHash = (manager: EntityManager) => query(manager, 'set local enable_nestloop = off', []);

const insert = `
  insert into auth.import_row (import_id, line, mobile_number, currency, balance, status, kyc_level)
  select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::smallint[])
  on conflict do nothing`;

export const insertRows = (manager: EntityManager, importId: string, rows: readonly StagedRow[]) =>
  query(manager, insert, [
    importId,
    rows.map(({ line }) => line),
    rows.map(({ mobileNumber }) => mobileNumber),
    rows.map(({ openingBalance }) => openingBalance.currency),
    rows.map(({ openingBalance }) => openingBalance.minorUnits.toString()),
    rows.map(({ status }) => status),
    rows.map(({ kycLevel }) => kycLevel),
  ]);

/** What is known, or kept from others: as `registerCustomers` decides it. */
const settleKnown = `
  update auth.import_row as wanted
     set outcome = case when known.freed_at is null or wanted.status = 'CLOSED' then 'exists' else 'quarantined' end,
         freed_at = known.freed_at
    from (select value, ${freedAt} as freed_at from auth.login_id as held where type = 'MOBILE'
             and value in (select mobile_number from auth.import_row where import_id = $1)) as known
   where wanted.import_id = $1 and known.value = wanted.mobile_number
     and (known.freed_at is null or wanted.status = 'CLOSED' or known.freed_at > $2)`;

const settleRepeated = `
  update auth.import_row as later set outcome = 'exists'
    from (select mobile_number, min(line) as line from auth.import_row
           where import_id = $1 and outcome is null group by mobile_number) as first
   where later.import_id = $1 and later.outcome is null
     and later.mobile_number = first.mobile_number and later.line > first.line`;

/** Of those that would create nobody it says so now, so that what is approved is what is left. */
export async function settleRows(manager: EntityManager, importId: string, freedUntil: Date): Promise<void> {
  await joinByHash(manager);
  await query(manager, settleKnown, [importId, freedUntil]);
  await query(manager, settleRepeated, [importId]);
}

export async function countRows(manager: EntityManager, importId: string): Promise<number> {
  const sql = 'select count(*)::int as rows from auth.import_row where import_id = $1';
  return (await query<{ rows: number }>(manager, sql, [importId]))[0]?.rows ?? 0;
}

interface Sum {
  readonly currency: string;
  readonly customers: number;
  readonly sum: string;
}

/** Of the rows that are open, or of those that became customers. */
export async function sumsOf(source: DataSource | EntityManager, importId: string, outcome: 'created' | null) {
  const rows = await query<Sum>(
    source,
    `select currency, count(*)::int as customers, sum(balance)::text as sum from auth.import_row
      where import_id = $1 and outcome is not distinct from $2 group by currency order by currency`,
    [importId, outcome],
  );
  return {
    customers: rows.reduce((all, { customers }) => all + customers, 0),
    sums: Object.fromEntries(rows.map(({ currency, sum }) => [currency, sum])),
  };
}

interface OpenRecord {
  readonly line: number;
  readonly mobile_number: MobileNumber;
  readonly currency: string;
  readonly balance: string;
  readonly status: CustomerStatus;
  readonly kyc_level: number;
}

export async function openRows(manager: EntityManager, importId: string, limit: number): Promise<StagedRow[]> {
  const rows = await query<OpenRecord>(
    manager,
    `select line, mobile_number, currency, balance, status, kyc_level from auth.import_row
      where import_id = $1 and outcome is null order by line limit $2`,
    [importId, limit],
  );
  return rows.map(({ line, mobile_number: mobileNumber, status, kyc_level: kycLevel, currency, balance }) => ({
    line,
    mobileNumber,
    status,
    kycLevel,
    openingBalance: Money.of(currency, balance),
  }));
}

export const settle = (
  manager: EntityManager,
  importId: string,
  rows: readonly { readonly line: number; readonly result: Registered }[],
  quarantineMs: number,
) =>
  query(
    manager,
    `update auth.import_row set outcome = done.outcome, freed_at = done.freed_at
       from unnest($2::int[], $3::text[], $4::timestamptz[]) as done (line, outcome, freed_at)
      where import_id = $1 and import_row.line = any($2) and import_row.line = done.line`,
    [
      importId,
      rows.map(({ line }) => line),
      rows.map(({ result }) => result.outcome),
      rows.map(({ result }) =>
        result.outcome === 'quarantined' ? new Date(result.until.getTime() - quarantineMs) : null,
      ),
    ],
  );

const counts = `
  select count(*) filter (where outcome is null)::int as pending,
         count(*) filter (where outcome = 'created')::int as created,
         count(*) filter (where outcome = 'exists')::int as existed
    from auth.import_row where import_id = $1`;

const kept = `
  select line, freed_at from auth.import_row where import_id = $1 and outcome = 'quarantined' order by line limit 1000`;

export async function reportOf(source: DataSource, importId: string, quarantineMs: number): Promise<ImportReport> {
  const [count] = await query<Pick<ImportReport, 'pending' | 'created' | 'existed'>>(source, counts, [importId]);
  if (!count) throw new Error('a count has no row');
  const { sums: createdWith } = await sumsOf(source, importId, 'created');
  const rows = await query<{ line: number; freed_at: Date }>(source, kept, [importId]);
  return {
    ...count,
    createdWith,
    quarantined: rows.map((row) => ({ line: row.line, until: quarantined(row.freed_at, quarantineMs).until })),
  };
}
