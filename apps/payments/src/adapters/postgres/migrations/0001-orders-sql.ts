/** Accounts, orders and day usage, and what the service's role may do with them. */
export const ordersSql: readonly string[] = [
  `create table payments.account (
    id text not null constraint account_pk primary key,
    kind text not null,
    customer_id text,
    currency text not null,
    status text not null,
    customer_version integer,
    balance bigint,
    created_at timestamptz not null,
    constraint account_customer_currency_key unique (customer_id, currency),
    constraint account_kind check (kind in ('WALLET', 'SETTLEMENT_PAYABLE', 'OPENING_BALANCES')),
    constraint account_status check (status in ('ACTIVE', 'FROZEN', 'CLOSED')),
    constraint account_wallet check ((kind = 'WALLET') = (num_nonnulls(customer_id, customer_version, balance) = 3)),
    constraint account_balance check (balance >= 0)
  )`,
  `create table payments.payment_order (
    payment_request_id text not null constraint payment_order_pk primary key,
    payment_amount bigint,
    payment_currency text,
    pay_to_amount bigint,
    pay_to_currency text,
    payment_method_type text,
    reference_merchant_id text,
    merchant_name text,
    lookup jsonb,
    acquirer_id text,
    customer_id text,
    account_id text constraint payment_order_account_fk references payments.account (id),
    mobile_number text,
    debit_amount bigint,
    debit_currency text,
    state text not null,
    refusal text,
    payment_id text constraint payment_order_payment_id_key unique,
    paid_at timestamptz,
    verify_request_id text,
    expires_at timestamptz,
    version integer not null,
    "authorization" jsonb,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint payment_order_state check (state in ('WAITING_FOR_OTP', 'PAID', 'FAILED', 'CLOSED')),
    constraint payment_order_refused check ((state in ('FAILED', 'CLOSED')) = (refusal is not null)),
    constraint payment_order_paid
      check ((state = 'PAID') = (num_nonnulls(payment_id, paid_at, verify_request_id) = 3)),
    constraint payment_order_payer
      check (state in ('FAILED', 'CLOSED') or
        num_nonnulls(customer_id, account_id, mobile_number, debit_amount, debit_currency) = 5),
    constraint payment_order_terms
      check (refusal is not distinct from 'OrderNotFound' or
        num_nonnulls(payment_amount, payment_currency, pay_to_amount, pay_to_currency, payment_method_type,
          reference_merchant_id, merchant_name, lookup, acquirer_id, expires_at) = 10)
  )`,
  `create index payment_order_waiting on payments.payment_order (expires_at) where state = 'WAITING_FOR_OTP'`,
  `create table payments.order_event (
    order_id text not null constraint order_event_order_fk references payments.payment_order (payment_request_id),
    version integer not null,
    type text not null,
    refusal text,
    occurred_at timestamptz not null,
    constraint order_event_pk primary key (order_id, version)
  )`,
  `create table payments.day_usage (
    account_id text not null constraint day_usage_account_fk references payments.account (id),
    day date not null,
    amount bigint not null,
    count integer not null,
    constraint day_usage_pk primary key (account_id, day),
    constraint day_usage_positive check (amount > 0 and count > 0)
  )`,
  `grant select, insert on payments.account, payments.payment_order, payments.order_event, payments.day_usage
    to wallet_payments`,
  `grant update (status, customer_version, balance) on payments.account to wallet_payments`,
  `grant update (state, refusal, payment_id, paid_at, verify_request_id, "authorization", version, updated_at)
    on payments.payment_order to wallet_payments`,
  `grant update (amount, count) on payments.day_usage to wallet_payments`,
];
