import type { BookCheck } from '@wallet/postgres';

const wasPaid = `(o.state = 'PAID' or (o.state = 'CANCELLED' and o.paid_at is not null))`;

/** Of the two amounts the one that is in the currency of the debit. */
const ofDebit = (amount: string, fromAmount: string) =>
  `case when o.debit_currency = o.payment_currency then ${amount} else ${fromAmount} end`;

/** What orders, refunds and the ledger say of each other. */
export const orderChecks: readonly BookCheck[] = [
  {
    id: 'I3',
    name: 'a paid order is debited once, every other never; a cancelled one is reversed at most once, every other never',
    sql: `
      select o.payment_request_id, o.state, count(t.id) filter (where t.kind = 'PAY') as debits,
        count(t.id) filter (where t.kind = 'REVERSAL') as reversals
      from payments.payment_order o
      left join payments.ledger_transaction t on t.order_id = o.payment_request_id and t.kind in ('PAY', 'REVERSAL')
      group by o.payment_request_id
      having count(t.id) filter (where t.kind = 'PAY') <> ${wasPaid}::int
        or count(t.id) filter (where t.kind = 'REVERSAL') > (o.state = 'CANCELLED')::int`,
  },
  {
    id: 'I3',
    name: 'a payment, refund or reversal moves what its order and refund say',
    sql: `
      select t.id, t.kind, t.order_id, w.amount as wallet, p.amount as payable
      from payments.ledger_transaction t
      join payments.payment_order o on o.payment_request_id = t.order_id
      left join payments.refund r on r.refund_request_id = t.refund_request_id
      left join payments.ledger_entry w on w.transaction_id = t.id and w.account_id = o.account_id
      left join payments.ledger_entry p
        on p.transaction_id = t.id and p.account_id = 'settlement-payable:' || o.pay_to_currency
      where (coalesce(w.amount, 0), coalesce(p.amount, 0)) is distinct from case t.kind
        when 'PAY' then (-o.debit_amount, o.pay_to_amount)
        when 'REFUND' then (${ofDebit('r.refund_amount', 'r.refund_from_amount')}, -r.refund_from_amount)
        else (o.debit_amount - ${ofDebit('o.refunded_amount', 'o.refunded_from_amount')},
          o.refunded_from_amount - o.pay_to_amount) end`,
  },
  {
    id: 'I5',
    name: 'no order was both paid and failed',
    sql: `
      select order_id from payments.order_event group by order_id
      having bool_or(type = 'OrderPaid') and bool_or(type in ('OrderFailed', 'OrderClosed'))`,
  },
  {
    id: 'I6',
    name: 'what an order has refunded is the sum of its refunds, and not more than was paid',
    sql: `
      select coalesce(o.payment_request_id, r.payment_request_id) as payment_request_id, o.state, o.refunded_amount,
        o.refunded_from_amount, r.amount as refunds_amount, r.from_amount as refunds_from_amount
      from payments.payment_order o
      full join (select payment_request_id, sum(refund_amount) as amount, sum(refund_from_amount) as from_amount
        from payments.refund where state = 'SUCCEEDED' group by payment_request_id) as r
        on r.payment_request_id = o.payment_request_id
      where (coalesce(o.refunded_amount, 0), coalesce(o.refunded_from_amount, 0)) is distinct from
          (coalesce(r.amount, 0), coalesce(r.from_amount, 0))
        or o.refunded_amount > o.payment_amount or o.refunded_from_amount > o.pay_to_amount
        or (o.refunded_amount > 0 and not ${wasPaid})`,
  },
  {
    id: 'I6',
    name: 'a succeeded refund that moves something has one posting, of its order, and every such posting a refund',
    sql: `
      select coalesce(r.refund_request_id, t.refund_request_id) as refund_request_id, r.payment_request_id, t.order_id
      from (select r.refund_request_id, r.payment_request_id from payments.refund r
        join payments.payment_order o on o.payment_request_id = r.payment_request_id
        where r.state = 'SUCCEEDED' and (o.debit_currency <> o.pay_to_currency or r.refund_from_amount > 0)) as r
      full join (select refund_request_id, max(order_id) as order_id, count(*) as postings
        from payments.ledger_transaction where kind = 'REFUND' group by refund_request_id) as t
        on t.refund_request_id = r.refund_request_id
      where r.payment_request_id is distinct from t.order_id or t.postings <> 1`,
  },
  {
    id: 'I6',
    name: 'of a cancelled order, what was paid is what was refunded and reversed',
    sql: `
      select t.order_id, e.account_id, sum(e.amount)
      from payments.payment_order o
      join payments.ledger_transaction t on t.order_id = o.payment_request_id
      join payments.ledger_entry e on e.transaction_id = t.id
      where o.state = 'CANCELLED'
      group by t.order_id, e.account_id having sum(e.amount) <> 0`,
  },
  {
    id: 'I11',
    name: 'no order waits for more than a minute after its expiry',
    sql: `
      select payment_request_id, expires_at from payments.payment_order
      where state in ('WAITING_FOR_OTP', 'WAITING_FOR_USER') and expires_at < now() - interval '60 seconds'`,
  },
  {
    id: 'I13',
    name: 'a code settles one order',
    sql: `
      select verify_request_id, count(*) as orders from payments.payment_order
      where verify_request_id is not null group by verify_request_id having count(*) > 1`,
  },
  {
    id: 'I18',
    name: 'the events of an order are numbered without a gap, and the last one made its state',
    sql: `
      select o.payment_request_id, o.state, o.version, count(e.version) as events, max(e.version) as last_version
      from payments.payment_order o left join payments.order_event e on e.order_id = o.payment_request_id
      group by o.payment_request_id
      having count(e.version) <> o.version or min(e.version) is distinct from 1
        or max(e.version) is distinct from o.version
        or not bool_or(e.version = o.version and e.type = case o.state
          when 'WAITING_FOR_OTP' then 'OrderOpened' when 'WAITING_FOR_USER' then 'OrderOpened' when 'PAID' then 'OrderPaid' when 'FAILED' then 'OrderFailed'
          when 'CLOSED' then 'OrderClosed' when 'CANCELLED' then 'OrderCancelled' end)`,
  },
];
