const appendOnly = ['order_event', 'ledger_transaction', 'ledger_entry'];

/** The double-entry ledger: append only for everybody, and never unbalanced. */
export const ledgerSql: readonly string[] = [
  `create table payments.ledger_transaction (
    id uuid not null constraint ledger_transaction_pk primary key,
    kind text not null,
    order_id text constraint ledger_transaction_order_fk references payments.payment_order (payment_request_id),
    posted_at timestamptz not null,
    constraint ledger_transaction_kind check ((kind = 'PAY' and order_id is not null) or kind = 'OPENING')
  )`,
  `create unique index ledger_transaction_one_payment on payments.ledger_transaction (order_id) where kind = 'PAY'`,
  `create table payments.ledger_entry (
    transaction_id uuid not null constraint ledger_entry_transaction_fk references payments.ledger_transaction (id),
    seq integer not null,
    account_id text not null constraint ledger_entry_account_fk references payments.account (id),
    currency text not null,
    amount bigint not null,
    constraint ledger_entry_pk primary key (transaction_id, seq),
    constraint ledger_entry_amount check (amount <> 0)
  )`,
  `create function payments.refuse_unbalanced() returns trigger language plpgsql as $$
    begin
      if exists (select from inserted group by transaction_id, currency having sum(amount) <> 0) then
        raise exception 'unbalanced ledger transaction';
      end if;
      return null;
    end $$`,
  `create trigger ledger_entry_balanced after insert on payments.ledger_entry referencing new table as inserted
    for each statement execute function payments.refuse_unbalanced()`,
  `create function payments.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append only', tg_table_name;
    end $$`,
  ...appendOnly.map(
    (table) => `create trigger ${table}_append_only before update or delete or truncate on payments.${table}
      for each statement execute function payments.refuse_change()`,
  ),
  `grant select, insert on payments.ledger_transaction, payments.ledger_entry to wallet_payments`,
];
