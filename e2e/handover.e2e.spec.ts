import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Wallet } from './support/wallet';

const perSecond = 20;
/** For so long at most nobody serves the partitions of a replica that leaves or joins. */
const mostMs = 1_500;
/** Of an evaluation on two busy cores, without any of that. */
const usualMs = 500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a replica that leaves or joins', () => {
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('handover', { replicas: { auth: 2, payments: 2 } });
  }, 120_000);
  afterAll(() => wallet.stop(), 60_000);

  /** How long the slowest answer took, of evaluations at a steady rate. */
  async function slowestDuring(work: () => Promise<void>): Promise<number> {
    const customers = await wallet.customers(10);
    const underWay: Promise<number>[] = [];
    const evaluate = async (): Promise<number> => {
      const customer = customers[underWay.length % customers.length]!;
      const exchange = await new EasyPayOrder(wallet, customer).evaluate();
      expect(resultOf(exchange)).toBe('S SUCCESS');
      return exchange.durationMs;
    };
    let over = false;
    const done = pause(500)
      .then(work)
      .finally(() => (over = true));
    while (!over) {
      underWay.push(evaluate());
      await pause(1_000 / perSecond);
    }
    await done;
    return Math.max(...(await Promise.all(underWay)));
  }

  it.each(['auth-2', 'payments-2'])(
    '%s holds up its group for 1.5 s at most, and every call is answered',
    async (name) => {
      const replica = wallet.stack.process(name);
      const leaving = await slowestDuring(() => replica.kill('SIGTERM').then(() => pause(2_000)));
      const joining = await slowestDuring(() => replica.restart().then(() => pause(2_000)));
      process.stdout.write(`${name}: slowest answer ${leaving} ms while it leaves, ${joining} ms while it joins\n`);
      expect(leaving).toBeLessThan(mostMs + usualMs);
      expect(joining).toBeLessThan(mostMs + usualMs);
    },
  );

  it('at rest opens no connection to Postgres each second', async () => {
    const begun = async () => {
      const sql = `select backend_start from pg_stat_activity where application_name like '%outbox' and datname = current_database()`;
      return (await wallet.rows(sql)).map(({ backend_start: at }) => String(at)).sort();
    };
    const before = await begun();
    expect(before).toHaveLength(4);
    await pause(3_000);
    expect(await begun()).toEqual(before);
  });
});
