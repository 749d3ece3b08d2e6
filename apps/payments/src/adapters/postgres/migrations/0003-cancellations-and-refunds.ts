import { migration } from '@wallet/postgres';

const orders: readonly string[] = [
  `alter table payments.payment_order
    add column refunded_amount bigint not null default 0,
    add column refunded_from_amount bigint not null default 0,
    add column cancelled_at timestamptz,
    add column payment_quote jsonb,
    add column surcharge_info jsonb,
    add column promo_info jsonb,
    add column notify_url text,
    drop constraint payment_order_state,
    drop constraint payment_order_paid,
    drop constraint payment_order_payer,
    drop constraint payment_order_terms,
    add constraint payment_order_state
      check (state in ('WAITING_FOR_OTP', 'PAID', 'FAILED', 'CLOSED', 'CANCELLED')),
    add constraint payment_order_paid
      check (case state
        when 'PAID' then num_nonnulls(payment_id, paid_at, verify_request_id, agreement_id) = 3
        when 'CANCELLED' then num_nonnulls(payment_id, paid_at, verify_request_id, agreement_id) in (0, 3)
        else num_nonnulls(payment_id, paid_at, verify_request_id, agreement_id) < 3 end),
    add constraint payment_order_payer
      check (state in ('FAILED', 'CLOSED') or (state = 'CANCELLED' and payment_id is null) or
        (num_nonnulls(customer_id, account_id, debit_amount, debit_currency) = 4
          and (kind = 'AGREEMENT' or mobile_number is not null))),
    add constraint payment_order_terms
      check (refusal is not distinct from 'OrderNotFound' or (state = 'CANCELLED' and payment_id is null) or
        num_nonnulls(payment_amount, payment_currency, pay_to_amount, pay_to_currency, payment_method_type,
          reference_merchant_id, merchant_name, lookup, acquirer_id, expires_at) = 10),
    add constraint payment_order_cancelled check ((state = 'CANCELLED') = (cancelled_at is not null)),
    add constraint payment_order_refunded
      check (refunded_amount between 0 and coalesce(payment_amount, 0)
        and refunded_from_amount between 0 and coalesce(pay_to_amount, 0)
        and (payment_id is not null or (refunded_amount = 0 and refunded_from_amount = 0)))`,
  `grant update (refunded_amount, refunded_from_amount, cancelled_at) on payments.payment_order to wallet_payments`,
  `alter table payments.order_event add column command text, add column trace_id text`,
  `alter table payments.day_usage
    drop constraint day_usage_positive, add constraint day_usage_positive check (amount >= 0 and count >= 0)`,
  `alter table payments.agreement_usage
    drop constraint agreement_usage_positive, add constraint agreement_usage_positive check (amount >= 0)`,
];

const refunds: readonly string[] = [
  `create table payments.refund (
    refund_request_id text not null constraint refund_pk primary key,
    payment_request_id text not null,
    payment_id text not null,
    state text not null,
    refusal text,
    refund_id text constraint refund_refund_id_key unique,
    refund_amount bigint not null,
    refund_currency text not null,
    refund_from_amount bigint not null,
    refund_from_currency text not null,
    quote jsonb,
    promo_info jsonb,
    surcharge_info jsonb,
    reason text,
    trace_id text not null,
    created_at timestamptz not null,
    constraint refund_state check (case state
      when 'SUCCEEDED' then refusal is null and refund_id is not null and refund_amount > 0 and refund_from_amount > 0
      when 'REFUSED' then refusal is not null and refund_id is null
      else false end)
  )`,
  `create index refund_payment on payments.refund (payment_request_id)`,
  `create trigger refund_append_only before update or delete or truncate on payments.refund
    for each statement execute function payments.refuse_change()`,
  `grant select, insert on payments.refund to wallet_payments`,
];

const ledger: readonly string[] = [
  `alter table payments.account
    drop constraint account_kind,
    add constraint account_kind check
      (kind in ('WALLET', 'SETTLEMENT_PAYABLE', 'CURRENCY_TRADING', 'OPENING_BALANCES', 'CASH_CLEARING'))`,
  `alter table payments.ledger_transaction
    add column refund_request_id text
      constraint ledger_transaction_refund_fk references payments.refund (refund_request_id),
    add column reference text,
    drop constraint ledger_transaction_kind,
    add constraint ledger_transaction_kind check (case kind
      when 'PAY' then order_id is not null and num_nonnulls(refund_request_id, reference) = 0
      when 'REVERSAL' then order_id is not null and num_nonnulls(refund_request_id, reference) = 0
      when 'REFUND' then num_nonnulls(order_id, refund_request_id) = 2 and reference is null
      when 'CASH_IN' then reference is not null and num_nonnulls(order_id, refund_request_id) = 0
      when 'OPENING' then num_nonnulls(order_id, refund_request_id, reference) = 0
      else false end)`,
  ...[
    ['one_reversal', 'order_id', 'REVERSAL'],
    ['one_refund', 'refund_request_id', 'REFUND'],
    ['one_cash_in', 'reference', 'CASH_IN'],
  ].map(
    ([name, column, kind]) => `create unique index ledger_transaction_${name}
      on payments.ledger_transaction (${column}) where kind = '${kind}'`,
  ),
];

/** Orders that are cancelled, refunds, two currencies in one payment, and cash-in. */
export const CancellationsAndRefunds1700000000003 = migration(
  'CancellationsAndRefunds1700000000003',
  [...orders, ...refunds, ...ledger],
  'a ledger is not unmade',
);
