import { eventually } from '@wallet/testkit';
import { Client } from 'pg';
import { limitsIn } from '../../../test/limits-in';
import { accepted, hkd, order, paymentsFixture, tokenPay, type PaymentsFixture } from '../../../test/payments-fixture';
import { brokenBooks } from '../../../test/reversals';

const blocked = `select 1 from pg_stat_activity
  where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;

/** READ COMMITTED: what was written beside the locked row, while its lock was waited for, must be seen too. */
describe('a payment that waited for the lock of its wallet', () => {
  let payments: PaymentsFixture;
  let holder: Client;

  beforeAll(async () => {
    payments = await paymentsFixture({
      limits: limitsIn(['HKD'], { single: 1_000n, dailyAmount: 1_000n, dailyCount: 50 }),
      agreementLimits: limitsIn(['HKD'], { single: 1_000n, dailyAmount: 1_000n }),
    });
    holder = new Client({ connectionString: payments.database.ownerUrl });
    await holder.connect();
  });
  afterAll(async () => {
    await holder.end();
    expect(await brokenBooks(payments, /^I[1-4]$/)).toEqual([]);
    await payments.stop();
  });

  /** Another transaction holds the wallet when `work` begins, and commits `changes` once `work` waits for it. */
  async function afterAnother(customerId: string, changes: string, work: () => Promise<void>): Promise<void> {
    await holder.query('begin');
    await holder.query('select 1 from payments.account where customer_id = $1 for no key update', [customerId]);
    const working = work();
    await eventually(async () => expect(await payments.sql(blocked)).toHaveLength(1));
    await holder.query(changes, [customerId]);
    await holder.query('commit');
    await working;
  }

  const usedUp = `insert into payments.day_usage (account_id, day, amount, count)
    select id, (now() at time zone 'Asia/Shanghai')::date, 950, 1 from payments.account where customer_id = $1`;
  const overAmount = { outcome: 'refused', refusal: 'DailyAmountLimitExceeded' };

  it('by token sees the day usage of the one before', async () => {
    await payments.register('token', hkd('10000'));
    const payment = tokenPay('token-1', 'token');
    await afterAnother('token', usedUp, () => payments.payByToken.execute([payment]));
    expect(payments.answersTo([payment])).toEqual([overAmount]);
  });

  it('by token sees what the agreement took before', async () => {
    await payments.register('agreement', hkd('10000'));
    const payment = tokenPay('agreement-1', 'agreement');
    const { payer } = payment.payload;
    if (payer.token !== 'valid') throw new Error('the token is valid');
    const taken = `insert into payments.agreement_usage (agreement_id, day, amount)
      select '${payer.agreementId}', (now() at time zone 'Asia/Shanghai')::date, 950 where $1 <> ''`;
    await afterAnother('agreement', taken, () => payments.payByToken.execute([payment]));
    expect(payments.answersTo([payment])).toEqual([overAmount]);
  });

  it('by code sees the day usage of the one before', async () => {
    await payments.register('code', hkd('10000'));
    await payments.open.execute([order('code-1', 'code')]);
    const settlement = accepted('code-1', 'code');
    await afterAnother('code', usedUp, () => payments.settle.execute([settlement]));
    expect(payments.answersTo([settlement])).toEqual([overAmount]);
  });

  it('sees the balance that the one before left', async () => {
    await payments.register('poor', hkd('100'));
    const payment = tokenPay('poor-1', 'poor');
    const frozen = `update payments.account set status = 'FROZEN' where customer_id = $1`;
    await afterAnother('poor', frozen, () => payments.payByToken.execute([payment]));
    expect(payments.answersTo([payment])).toEqual([expect.objectContaining({ outcome: 'refused' })]);
  });
});
