import { Pool } from 'pg';

const schema = 'peer';

/** Connections to the peer's own schema; a commit is on disk before it is answered. */
export function peerPool(databaseUrl: string, max: number): Pool {
  const options = `-c search_path=${schema} -c synchronous_commit=on`;
  const pool = new Pool({ connectionString: databaseUrl, max, options, application_name: schema });
  pool.on('error', () => undefined);
  return pool;
}

/** Agreements and tokens as in auth, deliveries as in notifier, the rest as in payments: the same columns, keys and checks. */
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
  `create table delivery (
    id bigint generated always as identity primary key,
    subject text not null unique,
    state text not null check (state in ('RETRYING', 'ACKED')),
    path text not null,
    body text not null,
    attempts integer not null,
    next_attempt_at timestamptz not null,
    last_outcome text check (last_outcome in ('ACKNOWLEDGED', 'UNKNOWN')),
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index delivery_due on delivery (next_attempt_at) where state = 'RETRYING'`,
  `create table attempt (
    delivery_id bigint not null references delivery (id),
    number integer not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    outcome text not null,
    http_status integer,
    result_code text,
    error text,
    primary key (delivery_id, number)
  )`,
];

/** Makes the peer's tables anew and empty. */
export async function createTables(pool: Pool): Promise<void> {
  for (const sql of [`drop schema if exists ${schema} cascade`, `create schema ${schema}`, ...tables])
    await pool.query(sql);
}
