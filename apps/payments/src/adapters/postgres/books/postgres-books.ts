import { report, runChecks, type ReportOptions, type ReportQuery } from '@wallet/postgres';
import type { Clearing, Left, TrialBalance } from '@wallet/operator-contract';
import type { Books, BooksReport, SettledPage, SettledPayment } from '../../../application/operators/books';
import { bookChecks } from './book-checks';

const trialBalance = `
  select e.currency, a.kind, coalesce(-sum(e.amount) filter (where e.amount < 0), 0) as debit,
    coalesce(sum(e.amount) filter (where e.amount > 0), 0) as credit
  from payments.ledger_entry e join payments.account a on a.id = e.account_id
  group by e.currency, a.kind order by e.currency, a.kind`;

const ageings = [
  ['0-1d', `age < interval '2 days'`],
  ['2-7d', `age >= interval '2 days' and age < interval '8 days'`],
  ['8-30d', `age >= interval '8 days' and age < interval '31 days'`],
  ['>30d', `age >= interval '31 days'`],
].map(([name, range]) => `coalesce(sum(amount) filter (where ${range}), 0) as "${name}"`);

const clearing = `
  select id, currency, coalesce(sum(amount), 0) as balance, ${ageings.join(', ')}
  from (select a.id, a.currency, e.amount, now() - t.posted_at as age
    from payments.account a
    left join payments.ledger_entry e on e.account_id = a.id
    left join payments.ledger_transaction t on t.id = e.transaction_id
    where a.kind in ('SETTLEMENT_PAYABLE', 'CURRENCY_TRADING', 'CASH_CLEARING')) as line
  group by id, currency order by id`;

const left = `
  select account_id as "accountId", currency, sum(amount) as amount, count(*)::int as payments,
    (array_agg(payment_request_id order by amount desc, payment_request_id))[1:10] as examples
  from (select payment_request_id, side.* from payments.payment_order o
    cross join lateral (values
      ('currency-trading:' || o.payment_currency, o.payment_currency, o.payment_amount - o.refunded_amount,
        o.debit_currency = o.payment_currency),
      (case when o.debit_currency = o.pay_to_currency then 'settlement-payable:' else 'currency-trading:' end
        || o.pay_to_currency, o.pay_to_currency, o.pay_to_amount - o.refunded_from_amount, true)
    ) as side (account_id, currency, amount, is_held)
    where o.state = 'PAID' and o.payment_currency <> o.pay_to_currency
      and (o.refunded_amount = o.payment_amount) <> (o.refunded_from_amount = o.pay_to_amount)) as line
  where amount > 0 and is_held
  group by account_id, currency order by account_id`;

type ClearingRecord = { id: string; currency: string; balance: string } & Clearing[number]['ageing'];

const settled = `
  select payment_request_id as "paymentRequestId", state, paid_at as "paidAt", cancelled_at as "cancelledAt"
  from payments.payment_order
  where payment_request_id > $1 and paid_at >= $2 order by payment_request_id limit $3`;

/** Asked on a connection of its own: it reads whole tables. */
export class PostgresBooks implements Books {
  constructor(private readonly database: ReportOptions) {}

  report(): Promise<BooksReport> {
    return report(this.database, async (ask) => ({
      checks: await runChecks(bookChecks, ask),
      trialBalance: await rowsOf<TrialBalance[number]>(ask, trialBalance),
      clearing: (await rowsOf<ClearingRecord>(ask, clearing)).map(toClearingLine),
      left: await rowsOf<Left[number]>(ask, left),
    }));
  }

  settled({ after, since, limit }: SettledPage): Promise<SettledPayment[]> {
    return report(this.database, (ask) => rowsOf<SettledPayment>(ask, settled, [after, since, limit]));
  }
}

const rowsOf = async <T>(ask: ReportQuery, sql: string, parameters?: unknown[]): Promise<T[]> =>
  (await ask(sql, parameters)) as T[];

const toClearingLine = ({ id: accountId, currency, balance, ...ageing }: ClearingRecord) => ({
  accountId,
  currency,
  balance,
  ageing,
});
