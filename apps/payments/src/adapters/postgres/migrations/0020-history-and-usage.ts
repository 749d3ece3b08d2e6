import { migration } from '@wallet/postgres';

const statements: readonly string[] = [
  'create index payment_order_customer on payments.payment_order (customer_id, created_at, payment_request_id)',
  // Entries of before are numbered as they lie in the table, which is how they came.
  'alter table payments.ledger_entry add column number bigserial not null',
  'grant usage on sequence payments.ledger_entry_number_seq to wallet_payments',
  'create index ledger_entry_account on payments.ledger_entry (account_id, number)',
  'create index day_usage_day on payments.day_usage (day)',
  'create index agreement_usage_day on payments.agreement_usage (day)',
  'grant delete on payments.day_usage, payments.agreement_usage to wallet_payments',
];

/** What a customer did is read page by page, and the usage of old days is forgotten. */
export const HistoryAndUsage1700000000020 = migration(
  'HistoryAndUsage1700000000020',
  statements,
  'a ledger is not unmade',
);
