import type { BookCheck } from '@wallet/postgres';

const appendOnly = `unnest(array['ledger_transaction', 'ledger_entry', 'order_event', 'refund', 'operator_action'])
  as guarded ("table")`;

/** What keeps the books as they are: rights, triggers and types. */
export const guardChecks: readonly BookCheck[] = [
  {
    id: 'I19',
    name: 'the service may not change or delete what is append only',
    sql: `
      select "table", privilege from ${appendOnly}
      cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as asked (privilege)
      where has_table_privilege('wallet_payments', 'payments.' || "table", privilege)
        or (privilege = 'UPDATE' and has_any_column_privilege('wallet_payments', 'payments.' || "table", privilege))`,
  },
  {
    id: 'I19',
    name: 'triggers refuse, even to the owner, to change what is append only and to unbalance the ledger',
    sql: `
      select "table", 'refuse_change' as missing from ${appendOnly}
      where not exists (select from pg_trigger where tgrelid = ('payments.' || "table")::regclass
        and tgfoid = 'payments.refuse_change'::regproc and tgenabled in ('O', 'A') and tgtype & 56 = 56)
      union all select 'ledger_entry', 'refuse_unbalanced'
      where not exists (select from pg_trigger where tgrelid = 'payments.ledger_entry'::regclass
        and tgfoid = 'payments.refuse_unbalanced'::regproc and tgenabled in ('O', 'A'))`,
  },
  {
    id: 'I20',
    name: 'amounts are whole minor units: bigint, and nothing is a float',
    sql: `
      select attrelid::regclass::text as "table", attname as "column", format_type(atttypid, atttypmod) as type
      from pg_attribute join pg_class on pg_class.oid = attrelid
      where relnamespace = 'payments'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
        and ((attname ~ '(amount|balance|single)$' and atttypid <> 'bigint'::regtype)
          or atttypid in ('real'::regtype, 'double precision'::regtype, 'numeric'::regtype, 'money'::regtype))`,
  },
];
