/** The guarded debit; takes the lock of the account's row. */
export const debit = {
  name: 'debit',
  text: `update account set balance = balance - $2 where id = $1 and status = 'ACTIVE' and balance >= $2`,
};

export const accountStatus = { name: 'account-status', text: `select status from account where id = $1` };

/** All that is written of a new order, in one round trip; no row when the order exists already. */
export const record = {
  name: 'record',
  text: `
    with ordered as (
      insert into payment_order (payment_request_id, payment_amount, payment_currency, pay_to_amount, pay_to_currency,
        payment_method_type, reference_merchant_id, merchant_name, acquirer_id, customer_id, agreement_id, account_id,
        state, refusal, payment_id, paid_at, version, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)
      on conflict do nothing
      returning *),
    paid as (select * from ordered where state = 'PAID'),
    happened as (
      insert into order_event (order_id, version, type, refusal, occurred_at)
      select payment_request_id, version, case state when 'PAID' then 'OrderPaid' else 'OrderFailed' end, refusal,
        created_at
      from ordered),
    used as (
      insert into day_usage as u (account_id, day, amount, count)
      select account_id, $18::date, $19::bigint, 1 from paid
      on conflict (account_id, day)
      do update set amount = u.amount + excluded.amount, count = u.count + excluded.count),
    posted as (
      insert into ledger_transaction (id, kind, order_id, posted_at)
      select $20::uuid, 'PAY', payment_request_id, created_at from paid),
    entered as (
      insert into ledger_entry (transaction_id, seq, account_id, currency, amount)
      select $20::uuid, line.seq, line.account_id, $21::text, line.amount
      from paid, lateral (values (0, paid.account_id, -$19::bigint), (1, $22::text, $19::bigint))
        as line (seq, account_id, amount)),
    told as (
      insert into delivery (subject, state, path, body, attempts, next_attempt_at, created_at, updated_at)
      select payment_request_id, 'RETRYING', $23::text, $24::text, 0, created_at + $25::float8 * interval '1 millisecond',
        created_at, created_at
      from ordered
      returning id)
    select id as "deliveryId" from told`,
};

export const find = {
  name: 'find',
  text: `select payment_amount as "paymentAmount", payment_currency as "paymentCurrency", pay_to_amount as "payToAmount",
      pay_to_currency as "payToCurrency", payment_method_type as "paymentMethodType",
      reference_merchant_id as "referenceMerchantId", customer_id as "customerId", state, refusal,
      payment_id as "paymentId", paid_at as "paidAt"
    from payment_order where payment_request_id = $1`,
};

/** $1 delivery, $2 when the attempt began, $3 state, $4 outcome, $5 HTTP status, $6 result code, $7 error, $8 delay in ms. */
export const attempted = {
  name: 'attempted',
  text: `
    with moved as (
      update delivery
         set state = $3, attempts = attempts + 1, last_outcome = $4, updated_at = now(),
             next_attempt_at = now() + $8::float8 * interval '1 millisecond'
       where id = $1
      returning id, attempts)
    insert into attempt (delivery_id, number, started_at, finished_at, outcome, http_status, result_code, error)
    select id, attempts, $2, now(), $4, $5, $6, $7 from moved`,
};

/** $1 how long nobody else takes them, in milliseconds. */
export const due = {
  name: 'due',
  text: `update delivery set next_attempt_at = now() + $1::float8 * interval '1 millisecond'
    where id in (select id from delivery where state = 'RETRYING' and next_attempt_at <= now()
      order by next_attempt_at limit 100 for update skip locked)
    returning id, body`,
};
