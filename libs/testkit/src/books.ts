import { Client } from 'pg';

/**
 * What must hold at every moment (I7: once the facts have been relayed), each as a query that returns the rows that
 * break it.
 */
export const invariants: Readonly<Record<string, string>> = {
  'I1 a ledger transaction sums to zero per currency': `
    select transaction_id, currency, sum(amount) from payments.ledger_entry
    group by transaction_id, currency having sum(amount) <> 0`,
  'I2 the ledger sums to zero per currency': `
    select currency, sum(amount) from payments.ledger_entry group by currency having sum(amount) <> 0`,
  'I2 a balance is the sum of its entries': `
    select account.id, account.balance, coalesce(sum(entry.amount), 0) as entries
    from payments.account left join payments.ledger_entry entry on entry.account_id = account.id
    where account.balance is not null
    group by account.id, account.balance having account.balance <> coalesce(sum(entry.amount), 0)`,
  'I3 a paid order is debited once, every other never': `
    select payment_request_id, state, count(posted.id) as debits
    from payments.payment_order
    left join payments.ledger_transaction posted on posted.order_id = payment_request_id and posted.kind = 'PAY'
    group by payment_request_id, state having count(posted.id) <> case state when 'PAID' then 1 else 0 end`,
  'I4 no balance is below zero': `select id, balance from payments.account where balance < 0`,
  'I5 no order was both paid and failed': `
    select order_id from payments.order_event group by order_id
    having bool_or(type = 'OrderPaid') and bool_or(type in ('OrderFailed', 'OrderClosed'))`,
  'I7 a paid order has one delivery, every other at most one': `
    select payment_request_id, payment_order.state, count(delivery.subject) as deliveries
    from payments.payment_order left join notifier.delivery on delivery.subject = payment_request_id
      and delivery.state in ('ACKED', 'RETRYING', 'DEAD', 'SUPERSEDED')
    group by payment_request_id, payment_order.state
    having count(delivery.subject) > 1 or (payment_order.state = 'PAID' and count(delivery.subject) = 0)`,
  'I14 a code makes at most one agreement, whose generations have one pair of tokens each': `
    select agreement.id, count(distinct code.hash) as codes, count(distinct token.hash) as tokens
    from auth.agreement left join auth.auth_code code on code.agreement_id = agreement.id
      left join auth.token on token.agreement_id = agreement.id
    group by agreement.id
    having count(distinct code.hash) > 1 or count(distinct token.hash) <> 2 * max(agreement.generation)`,
};

/** The invariants that do not hold, each with its first rows; empty is good. */
export async function brokenInvariants(ownerUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const broken: string[] = [];
    for (const [name, sql] of Object.entries(invariants)) {
      const { rows } = await client.query(`${sql} limit 3`);
      if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows)}`);
    }
    return broken;
  } finally {
    await client.end();
  }
}
