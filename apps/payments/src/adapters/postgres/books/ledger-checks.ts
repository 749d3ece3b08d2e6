import type { BookCheck } from '@wallet/postgres';

/** What the ledger is by itself. */
export const ledgerChecks: readonly BookCheck[] = [
  {
    id: 'I1',
    name: 'a ledger transaction sums to zero per currency',
    sql: `
      select transaction_id, currency, sum(amount) from payments.ledger_entry
      group by transaction_id, currency having sum(amount) <> 0`,
  },
  {
    id: 'I2',
    name: 'the ledger sums to zero per currency',
    sql: `select currency, sum(amount) from payments.ledger_entry group by currency having sum(amount) <> 0`,
  },
  {
    id: 'I2',
    name: 'a balance is the sum of its entries',
    sql: `
      select account.id, account.balance, coalesce(entries.sum, 0) as entries
      from payments.account left join
        (select account_id, sum(amount) from payments.ledger_entry group by account_id) as entries
        on entries.account_id = account.id
      where account.balance <> coalesce(entries.sum, 0)`,
  },
  {
    id: 'I2',
    name: 'an entry is in the currency of its account',
    sql: `
      select entry.transaction_id, entry.seq, entry.currency, account.currency as currency_of_account
      from payments.ledger_entry entry join payments.account on account.id = entry.account_id
      where entry.currency <> account.currency`,
  },
  {
    id: 'I4',
    name: 'no balance, and nothing that was used on a day, is below zero',
    sql: `
      select 'balance' as what, id, balance as amount from payments.account where balance < 0
      union all select 'day usage', account_id, least(amount, count) from payments.day_usage where amount < 0 or count < 0
      union all select 'agreement usage', agreement_id::text, amount from payments.agreement_usage where amount < 0`,
  },
];
