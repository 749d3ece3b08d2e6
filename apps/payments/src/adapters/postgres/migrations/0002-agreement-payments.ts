import { migration } from '@wallet/postgres';

/** Orders that an agreement pays: final when they are stored, without an OTP; and what each agreement took on a day. */
const statements: readonly string[] = [
  `alter table payments.payment_order
    add column kind text not null default 'EASY_PAY',
    add column agreement_id uuid,
    drop constraint payment_order_paid,
    drop constraint payment_order_payer,
    add constraint payment_order_kind
      check ((kind = 'EASY_PAY' and agreement_id is null) or
        (kind = 'AGREEMENT' and state <> 'WAITING_FOR_OTP' and num_nonnulls(mobile_number, verify_request_id) = 0)),
    add constraint payment_order_paid
      check ((state = 'PAID') = (num_nonnulls(payment_id, paid_at, verify_request_id, agreement_id) = 3)),
    add constraint payment_order_payer
      check (state in ('FAILED', 'CLOSED') or
        (num_nonnulls(customer_id, account_id, debit_amount, debit_currency) = 4
          and (kind = 'AGREEMENT' or mobile_number is not null)))`,
  `create table payments.agreement_usage (
    agreement_id uuid not null,
    day date not null,
    amount bigint not null,
    constraint agreement_usage_pk primary key (agreement_id, day),
    constraint agreement_usage_positive check (amount > 0)
  )`,
  `grant select, insert, update (amount) on payments.agreement_usage to wallet_payments`,
];

export const AgreementPayments1700000000002 = migration(
  'AgreementPayments1700000000002',
  statements,
  'a ledger is not unmade',
);
