import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { PaymentRequestId } from '@wallet/kernel';
import type {
  CustomerHistory,
  CustomerPayment,
  CustomerPayments,
  PaymentsPage,
  Statement,
  StatementPage,
} from '../../../application/operators/customer-history';
import { amountColumn } from './amount-column';

const payments = `
  select payment_request_id as "paymentRequestId", kind, state, refusal, merchant_name as "merchantName",
    payment_id as "paymentId", created_at as "createdAt", paid_at as "paidAt", cancelled_at as "cancelledAt",
    ${amountColumn('paymentAmount', 'payment_amount', 'payment_currency')},
    ${amountColumn('debit', 'debit_amount', 'debit_currency')},
    ${amountColumn('refundedAmount', 'refunded_amount', 'payment_currency')}, created_at::text as at
  from payments.payment_order
  where customer_id = $1 and (created_at, payment_request_id) < ($2::timestamptz, $3)
  order by created_at desc, payment_request_id desc limit $4`;

const wallet = `select 1 from payments.account where customer_id = $1 limit 1`;

/** One snapshot: the balance is that of the entries. `newer`: what was moved at the place where the page begins, and after it. */
const statement = `
  select a.id as "accountId", a.currency, a.balance, e.*,
    (select coalesce(sum(n.amount), 0) from payments.ledger_entry n
      where n.account_id = a.id and n.number >= $2) as newer
  from (select id, currency, balance from payments.account
    where customer_id = $1 and kind = 'WALLET' order by id limit 1) as a
  left join lateral (
    select l.number, l.amount, t.id as "transactionId", t.kind, t.order_id as "orderId",
      t.refund_request_id as "refundRequestId", t.reference, t.posted_at as "postedAt"
    from payments.ledger_entry l join payments.ledger_transaction t on t.id = l.transaction_id
    where l.account_id = a.id and l.number < $2 order by l.number desc limit $3) as e on true
  order by e.number desc`;

/** Greater than the number of any entry. */
const end = '9223372036854775807';

type StatementLine = Statement['lines'][number];
interface EntryRow extends Omit<StatementLine, 'amount' | 'balance'>, Pick<Statement, 'accountId' | 'currency'> {
  /** Null, as all of the entry, when the wallet has none. */
  readonly number: string | null;
  readonly amount: string;
  readonly balance: string;
  readonly newer: string;
}

/** Pages by an index, each as quick as the first. */
export class PostgresCustomerHistory implements CustomerHistory {
  constructor(private readonly dataSource: DataSource) {}

  async payments({ customerId, before, limit }: PaymentsPage): Promise<CustomerPayments | undefined> {
    const place = [before?.at ?? 'infinity', before?.id ?? ''];
    type Row = CustomerPayment & { readonly paymentRequestId: PaymentRequestId; readonly at: string };
    const rows = await query<Row>(this.dataSource, payments, [customerId, ...place, limit]);
    if (rows.length === 0 && (await query(this.dataSource, wallet, [customerId])).length === 0) return undefined;
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      payments: rows.map(({ at: _, ...payment }) => payment),
      next: last && { at: last.at, id: last.paymentRequestId },
    };
  }

  async statement({ customerId, before, limit }: StatementPage): Promise<Statement | undefined> {
    const rows = await query<EntryRow>(this.dataSource, statement, [customerId, before ?? end, limit]);
    const [first] = rows;
    if (!first) return undefined;
    const { accountId, currency, balance, newer } = first;
    const entries = rows.filter(({ number }) => number !== null);
    const last = entries.length === limit ? entries.at(-1)?.number : undefined;
    const lines = withBalances(entries, BigInt(balance) - BigInt(newer));
    return { accountId, currency, balance, lines, next: last ?? undefined };
  }
}

/** From the newest back, beginning with the balance after it. */
function withBalances(entries: readonly EntryRow[], balanceAfter: bigint): StatementLine[] {
  let balance = balanceAfter;
  return entries.map(({ transactionId, kind, orderId, refundRequestId, reference, postedAt, amount }) => {
    const line = { transactionId, kind, orderId, refundRequestId, reference, postedAt, amount };
    const after = balance.toString();
    balance -= BigInt(amount);
    return { ...line, balance: after };
  });
}
