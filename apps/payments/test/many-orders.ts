import type { TestDatabase } from '@wallet/testkit';

const customers = 20_000;
const loaded = [
  'payment_order',
  'order_event',
  'refund',
  'ledger_transaction',
  'ledger_entry',
  'outbox',
  'account',
  'customer_limit',
  'day_usage',
  'agreement_usage',
];
const tables = loaded.map((table) => `('payments.${table}'::regclass)`).join(', ');

/** Takes all that makes inserts slow off the tables, and notes how to put back what plans depend on. */
const strip = `
  create table public.rebuild (id serial, of regclass, sql text);
  do $$ declare thing record; begin
    for thing in select conrelid::regclass as of, conname, contype, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype in ('c', 'f', 'p', 'u') and conrelid in (${tables}) order by contype
    loop
      execute format('alter table %s drop constraint %I', thing.of, thing.conname);
      if thing.contype in ('p', 'u') then insert into public.rebuild (of, sql)
        values (thing.of, format('alter table %s add constraint %I %s', thing.of, thing.conname, thing.definition)); end if;
    end loop;
    for thing in select indrelid::regclass as of, indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition
      from pg_index where indrelid in (${tables})
    loop
      execute format('drop index %s', thing.name);
      insert into public.rebuild (of, sql) values (thing.of, thing.definition);
    end loop;
    for thing in select of from (values ${tables}) as t (of)
    loop
      execute format('alter table %s set unlogged', thing.of);
      execute format('alter table %s disable trigger user', thing.of);
    end loop;
  end $$`;
const rebuild = (table: string) => `
  do $$ declare thing record; begin
    for thing in select sql from public.rebuild where of = 'payments.${table}'::regclass order by id
    loop execute thing.sql; end loop;
  end $$;
  analyze payments.${table}`;

/** What the rows are made of. Every 100th order is FAILED, the one after it CANCELLED; nearly all others are PAID. */
const source = (count: number): readonly string[] => [
  `create unlogged table public.customer as
   select n as customer, 'c' || n as customer_id, 'wallet:c' || n || ':HKD' as account_id
   from generate_series(0, ${customers - 1}) as n`,
  `create unlogged table public.source as
   select n, md5(n::text) as id, 'c' || n % ${customers} as customer_id, 'wallet:c' || n % ${customers} || ':HKD' as account_id,
     now() - (${count} - n) * interval '1 second' as at, lpad(n::text, 34, '0') as long_id, n % 20 = 3 as refunded,
     case when n % 100 = 0 then 'FAILED' when n % 100 = 1 then 'CANCELLED' when n % 5000 = 2 then 'WAITING_FOR_OTP'
       else 'PAID' end as state
   from generate_series(1, ${count}) as n`,
];

const orders: readonly string[] = [
  `insert into payments.payment_order (payment_request_id, payment_amount, payment_currency, pay_to_amount,
     pay_to_currency, payment_method_type, reference_merchant_id, merchant_name, lookup, acquirer_id, customer_id,
     account_id, mobile_number, debit_amount, debit_currency, state, refusal, payment_id, paid_at, verify_request_id,
     expires_at, version, cancelled_at, refunded_amount, refunded_from_amount, created_at, updated_at)
   select id, 100, 'HKD', 100, 'HKD', 'ALIPAY_HK', 'm-1', 'Shop',
     '{"by": "paymentMethodId", "paymentMethodId": "2160"}', 'a-1', customer_id,
     account_id, '+85252412345', 100, 'HKD', state, case state when 'FAILED' then 'BalanceNotEnough' end,
     case when state in ('PAID', 'CANCELLED') then long_id end, case when state in ('PAID', 'CANCELLED') then at end,
     case when state in ('PAID', 'CANCELLED') then id end,
     case state when 'WAITING_FOR_OTP' then now() + n * interval '1 second' else at end,
     case state when 'WAITING_FOR_OTP' then 1 when 'CANCELLED' then 3 else 2 end,
     case state when 'CANCELLED' then at end, case when refunded then 40 else 0 end,
     case when refunded then 40 else 0 end, at, at
   from public.source`,
  rebuild('payment_order'),
  `insert into payments.order_event (order_id, version, type, occurred_at)
   select id, 1, 'OrderOpened', at from public.source
   union all select id, 2, case state when 'FAILED' then 'OrderFailed' else 'OrderPaid' end, at
   from public.source where state <> 'WAITING_FOR_OTP'
   union all select id, 3, 'OrderCancelled', at from public.source where state = 'CANCELLED'`,
  rebuild('order_event'),
];

const entries = (kind: string, amount: number, condition: string) => `
  select md5('${kind}' || n)::uuid, 0, account_id, 'HKD', ${amount} from public.source where ${condition}
  union all select md5('${kind}' || n)::uuid, 1, 'settlement-payable:HKD', 'HKD', ${-amount}
  from public.source where ${condition}`;

const ledger: readonly string[] = [
  `insert into payments.ledger_transaction (id, kind, order_id, refund_request_id, posted_at)
   select md5('PAY' || n)::uuid, 'PAY', id, null, at from public.source where state in ('PAID', 'CANCELLED')
   union all select md5('REFUND' || n)::uuid, 'REFUND', id, id, at from public.source where refunded
   union all select md5('REVERSAL' || n)::uuid, 'REVERSAL', id, null, at from public.source where state = 'CANCELLED'`,
  rebuild('ledger_transaction'),
  `insert into payments.ledger_entry (transaction_id, seq, account_id, currency, amount)
   ${entries('PAY', -100, `state in ('PAID', 'CANCELLED')`)} union all ${entries('REFUND', 40, 'refunded')}
   union all ${entries('REVERSAL', 100, `state = 'CANCELLED'`)}`,
  rebuild('ledger_entry'),
  `insert into payments.outbox (topic, type, version, key, occurred_at, traceparent, payload, sent_at)
   select 'payments.payment.fact.v1', 'PaymentFact', 1, id, at, '', '{}', at
   from public.source where state <> 'WAITING_FOR_OTP'`,
  rebuild('outbox'),
  `insert into payments.refund (refund_request_id, payment_request_id, payment_id, state, refund_id, refund_amount,
     refund_currency, refund_from_amount, refund_from_currency, trace_id, created_at)
   select id, id, long_id, 'SUCCEEDED', long_id, 40, 'HKD', 40, 'HKD', '', at from public.source where refunded`,
  rebuild('refund'),
  `insert into payments.account (id, kind, customer_id, currency, status, customer_version, balance, created_at)
   select account_id, 'WALLET', customer_id, 'HKD', 'ACTIVE', 1, 1000000, now() from public.customer
   union all select 'settlement-payable:HKD', 'SETTLEMENT_PAYABLE', null, 'HKD', 'ACTIVE', null, null, now()`,
  rebuild('account'),
  `insert into payments.customer_limit (customer_id, single, updated_at)
   select customer_id, 500000, now() from public.customer`,
  rebuild('customer_limit'),
  `insert into payments.day_usage (account_id, day, amount, count)
   select account_id, current_date - 1, 100, 1 from public.customer`,
  rebuild('day_usage'),
  `insert into payments.agreement_usage (agreement_id, day, amount)
   select md5(customer_id)::uuid, current_date - 1, 100 from public.customer`,
  rebuild('agreement_usage'),
];

/**
 * Fills a database with the rows of `count` orders of 20,000 customers, as fast as that goes: without the write-ahead log,
 * triggers and checks, and with the keys and indexes of the migrations built afterwards, for plans to use.
 */
export async function loadOrders(database: TestDatabase, count: number): Promise<void> {
  await database.run([strip, ...source(count)]);
  const memory = `set maintenance_work_mem = '128MB'`;
  await Promise.all([orders, ledger].map((part) => database.run([memory, ...part])));
}
