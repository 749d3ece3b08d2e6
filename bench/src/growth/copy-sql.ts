/** What one chunk of copies is made of: which payment each is a copy of, and the ids of its own. */
export const copyTable = `
  create temp table copy (
    original text not null,
    original_transaction uuid not null,
    original_delivery bigint not null,
    id text not null,
    payment_id text not null,
    transaction_id uuid not null,
    delivery_id bigint not null
  )`;

/** Every payment that has been made and told, numbered from 0. */
export const originalTable = `
  create temp table original as
  select row_number() over (order by o.payment_request_id) - 1 as number, o.payment_request_id as id,
    t.id as transaction_id, d.id as delivery_id
  from payments.payment_order o
  join payments.ledger_transaction t on t.order_id = o.payment_request_id and t.kind = 'PAY'
  join notifier.delivery d on d.subject = o.payment_request_id and d.kind = 'NOTIFY_PAYMENT' and d.state = 'ACKED'
  where o.state = 'PAID'`;

/**
 * Copies number $1 to $2, in turns of the originals. Their ids are of the week that ended two days ago, in the form of
 * Alipay+'s own and as long.
 */
export const fillCopies = `
  insert into copy
  select original.id, original.transaction_id, original.delivery_id, day || '190741' || digits,
    day || digits || lpad(n::text, 8, '0'), md5('transaction ' || n)::uuid,
    nextval(pg_get_serial_sequence('notifier.delivery', 'id'))
  from generate_series($1::bigint, $2::bigint) as n
  join original on original.number = n % (select count(*) from original)
  cross join lateral (select
    to_char(now() at time zone 'UTC' - (2 + n % 7) * interval '1 day', 'YYYYMMDD') as day,
    lpad((('x' || left(md5('order ' || n), 15))::bit(60)::bigint % 1000000000000000000)::text, 18, '0') as digits) as own`;

interface Copied {
  readonly table: string;
  /** Which of its rows belong to an original. */
  readonly where: string;
  /** What is a copy's own beside the id of its payment, as SQL of a jsonb object. */
  readonly own?: string;
}

const copied: readonly Copied[] = [
  {
    table: 'payments.payment_order',
    where: 'source_row.payment_request_id = copy.original',
    own: `jsonb_build_object('payment_id', copy.payment_id) ||
      case when source_row.verify_request_id is null then '{}' else jsonb_build_object('verify_request_id', md5(copy.id)) end`,
  },
  { table: 'payments.order_event', where: 'source_row.order_id = copy.original' },
  {
    table: 'payments.ledger_transaction',
    where: 'source_row.id = copy.original_transaction',
    own: `jsonb_build_object('id', copy.transaction_id)`,
  },
  {
    table: 'payments.ledger_entry',
    where: 'source_row.transaction_id = copy.original_transaction',
    own: `jsonb_build_object('transaction_id', copy.transaction_id)`,
  },
  {
    table: 'payments.outbox',
    where: `source_row.key = copy.original and source_row.sent_at is not null`,
    own: `jsonb_build_object('id', nextval(pg_get_serial_sequence('payments.outbox', 'id')))`,
  },
  {
    table: 'notifier.delivery',
    where: 'source_row.id = copy.original_delivery',
    own: `jsonb_build_object('id', copy.delivery_id)`,
  },
  {
    table: 'notifier.attempt',
    where: 'source_row.delivery_id = copy.original_delivery',
    own: `jsonb_build_object('delivery_id', copy.delivery_id)`,
  },
];

/**
 * Each row of an original once more, with the copy's id wherever the original's stood, in a key or in a body. A column of
 * the name of an alias would hide the row: hence `source_row`.
 */
const copyRows = ({ table, where, own = `'{}'` }: Copied): string => `
  insert into ${table} overriding system value
  select fresh.* from copy join ${table} as source_row on ${where}
  cross join lateral jsonb_populate_record(null::${table},
    replace(to_jsonb(source_row)::text, copy.original, copy.id)::jsonb || (${own})) as fresh`;

/** In the order of the foreign keys. */
export const copyStatements: readonly string[] = copied.map(copyRows);

/** The wallets pay for their copies. */
export const debitWallets = `
  update payments.account set balance = balance + moved.amount
  from (select entry.account_id, sum(entry.amount) as amount
    from copy join payments.ledger_entry entry on entry.transaction_id = copy.transaction_id
    group by entry.account_id) as moved
  where account.id = moved.account_id and account.balance is not null`;
