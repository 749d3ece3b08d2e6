import { Pool } from 'pg';

const schema = 'peer';

/** Connections to the peer's own schema; a commit is on disk before it is answered. */
export function peerPool(databaseUrl: string, max: number): Pool {
  const options = `-c search_path=${schema} -c synchronous_commit=on`;
  const pool = new Pool({ connectionString: databaseUrl, max, options, application_name: schema });
  pool.on('error', () => undefined);
  return pool;
}

/** Agreements and tokens as in auth, the rest as in payments: the same columns, keys and checks. */
const tables = [
  `create table account (
    id text not null primary key,
    kind text not null check (kind in ('WALLET', 'SETTLEMENT_PAYABLE')),
    customer_id text unique,
    currency text not null,
    status text not null check (status in ('ACTIVE', 'FROZEN', 'CLOSED')),
    balance bigint check (balance >= 0),
    created_at timestamptz not null,
    check ((kind = 'WALLET') = (num_nonnulls(customer_id, balance) = 2))
  )`,
  `create table agreement (
    id text not null primary key,
    customer_id text not null references account (customer_id),
    auth_client_id text not null,
    scopes text[] not null,
    revoked_at timestamptz
  )`,
  `create table token (
    hash bytea not null primary key,
    kind text not null check (kind in ('ACCESS', 'REFRESH')),
    agreement_id text not null references agreement (id),
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create table payment_order (
    payment_request_id text not null primary key,
    payment_amount bigint not null,
    payment_currency text not null,
    pay_to_amount bigint not null,
    pay_to_currency text not null,
    payment_method_type text not null,
    reference_merchant_id text not null,
    merchant_name text not null,
    acquirer_id text not null,
    customer_id text not null,
    agreement_id text not null references agreement (id),
    account_id text not null references account (id),
    state text not null check (state in ('PAID', 'FAILED')),
    refusal text,
    payment_id text unique,
    paid_at timestamptz,
    version integer not null,
    created_at timestamptz not null,
    check ((state = 'FAILED') = (refusal is not null)),
    check ((state = 'PAID') = (num_nonnulls(payment_id, paid_at) = 2))
  )`,
  `create table order_event (
    order_id text not null references payment_order (payment_request_id),
    version integer not null,
    type text not null,
    refusal text,
    occurred_at timestamptz not null,
    primary key (order_id, version)
  )`,
  `create table day_usage (
    account_id text not null references account (id),
    day date not null,
    amount bigint not null,
    count integer not null,
    primary key (account_id, day),
    check (amount > 0 and count > 0)
  )`,
  `create table ledger_transaction (
    id uuid not null primary key,
    kind text not null check (kind = 'PAY'),
    order_id text not null references payment_order (payment_request_id),
    posted_at timestamptz not null
  )`,
  `create unique index ledger_transaction_one_payment on ledger_transaction (order_id)`,
  `create table ledger_entry (
    transaction_id uuid not null references ledger_transaction (id),
    seq integer not null,
    account_id text not null references account (id),
    currency text not null,
    amount bigint not null check (amount <> 0),
    primary key (transaction_id, seq)
  )`,
  `create table outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    type text not null,
    version integer not null,
    key text not null,
    occurred_at timestamptz not null,
    traceparent text not null,
    payload json not null,
    sent_at timestamptz
  )`,
  `create index outbox_unsent on outbox (id) where sent_at is null`,
];

/** Makes the peer's tables anew and empty. */
export async function createTables(pool: Pool): Promise<void> {
  for (const sql of [`drop schema if exists ${schema} cascade`, `create schema ${schema}`, ...tables])
    await pool.query(sql);
}
