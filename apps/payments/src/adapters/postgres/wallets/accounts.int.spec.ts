import { Money } from '@wallet/money';
import { metrics, type Logger } from '@wallet/service';
import {
  hkd,
  paymentsFixture,
  registered,
  statusChanged,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { ApplyCustomerFacts } from '../../../application/apply-customer-facts';
import { NameMissingLimits } from '../../../application/name-missing-limits';
import { LimitCheck } from './limit-check';
import { PostgresWallets } from './postgres-wallets';

describe("customers' accounts, in Postgres", () => {
  let payments: PaymentsFixture;

  beforeAll(async () => (payments = await paymentsFixture()));
  afterAll(() => payments.stop());

  const accountOf = async (customerId: string) => {
    const sql = `select status, customer_version, balance, coalesce(sum(amount), 0)::text as entries
      from payments.account a left join payments.ledger_entry e on e.account_id = a.id
      where customer_id = $1 group by a.id`;
    return (await payments.sql(sql, [customerId]))[0];
  };

  it('open once with the opening balance as a posting, however often the fact comes', async () => {
    const fact = registered('c-1', hkd('12050'));
    await payments.applyFacts.execute([fact, fact, registered('c-2', hkd('7'))]);
    await payments.applyFacts.execute([fact]);
    expect(await accountOf('c-1')).toEqual({
      status: 'ACTIVE',
      customer_version: 1,
      balance: '12050',
      entries: '12050',
    });
    const equity = await payments.sql(
      `select a.balance, sum(amount)::text from payments.ledger_entry join payments.account a on a.id = account_id
       where kind = 'OPENING_BALANCES' group by a.id`,
    );
    expect(equity).toEqual([{ balance: null, sum: '-12057' }]);
  });

  it('open at zero without a posting', async () => {
    await payments.applyFacts.execute([registered('zero', hkd('0'))]);
    expect(await accountOf('zero')).toMatchObject({ balance: '0', entries: '0' });
  });

  it('take the newest status only, also when facts come again or in one batch, and count the older ones', async () => {
    await payments.applyFacts.execute([registered('c-3', hkd('1')), statusChanged('c-3', 2, 'FROZEN')]);
    expect(await accountOf('c-3')).toMatchObject({ status: 'FROZEN', customer_version: 2, balance: '1' });
    await payments.applyFacts.execute([statusChanged('c-3', 3, 'ACTIVE'), statusChanged('c-3', 3, 'ACTIVE')]);
    metrics.registry.resetMetrics();
    await payments.applyFacts.execute([registered('c-3', hkd('1')), statusChanged('c-3', 2, 'FROZEN')]);
    expect(await accountOf('c-3')).toMatchObject({ status: 'ACTIVE', customer_version: 3, balance: '1' });
    const counted = await metrics.registry.getSingleMetric('payments_stale_facts_total')?.get();
    expect(counted?.values).toMatchObject([{ value: 2 }]);
  });

  it('are a fault when a status comes for nobody, and then nothing of the batch is written', async () => {
    const batch = [registered('c-4', hkd('1')), statusChanged('nobody', 2, 'FROZEN')];
    await expect(payments.applyFacts.execute(batch)).rejects.toThrow('no account');
    expect(await accountOf('c-4')).toBeUndefined();
  });

  it('of a currency without limits are named: those that there are at the start, others when they open', async () => {
    const warnings: object[] = [];
    const logger = { info: () => undefined, warn: (what: object) => warnings.push(what) } as unknown as Logger;
    const missingLimits = new NameMissingLimits(payments.rules, logger);
    const { applyFacts, dataSource, clock } = payments;
    await applyFacts.execute([registered('yen', Money.of('JPY', 5n))]);
    const check = new LimitCheck({
      url: payments.database.urlFor('wallet_payments'),
      schema: 'payments',
      missingLimits,
      logger,
    });
    await check.start();
    await check.stop();
    expect(warnings).toContainEqual({ setting: 'SINGLE_LIMITS', currencies: ['JPY'] });
    const named = warnings.length;
    const opening = new ApplyCustomerFacts(new PostgresWallets(dataSource), clock, missingLimits);
    await opening.execute([registered('yen-2', Money.of('JPY', 5n)), registered('won', Money.of('KRW', 5n))]);
    expect(warnings.slice(named)).toContainEqual({ setting: 'AGREEMENT_DAILY_LIMITS', currencies: ['KRW'] });
    expect(JSON.stringify(warnings.slice(named))).not.toContain('JPY');
  });
});
