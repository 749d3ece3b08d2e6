import { eventually } from '@wallet/testkit';
import { payAndAuthorize, tokenPayment } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Exchange, type JsonObject, type Wallet } from './support/wallet';

/** The acceptance run: BACKLOG_FACTS=5000 BACKLOG_PARTITIONS=1,3,12 BACKLOG_CALLS=200. */
const facts = Number(process.env.BACKLOG_FACTS ?? 250);
const partitions = (process.env.BACKLOG_PARTITIONS ?? '1').split(',');
const parallelCalls = Number(process.env.BACKLOG_CALLS ?? 40);
const inFlight = 32;
const KiB = 1024;

/** From a plain fact to the largest that a call can make: what is opaque is bounded in characters, each of three bytes. */
const sizes = [0, 0, 1, 4, 16, 32, 47, 47].map((size) => size * KiB);
const promotion = (bytes: number): JsonObject => ({
  ...(bytes > 0 && { paymentPromoInfo: { paymentPromoDetails: [{ promoId: 'P-1', note: '優'.repeat(bytes / 3) }] } }),
});

describe.each(partitions)('a backlog of large facts on %s partitions', (count) => {
  let wallet: Wallet;
  let customers: Customer[];
  let token: string;

  beforeAll(async () => {
    const limits = {
      DAILY_COUNT_LIMIT: '100000',
      AGREEMENT_DAILY_LIMITS: 'HKD:1000000000',
      DAILY_AMOUNT_LIMITS: 'HKD:1000000000',
    };
    const env = { common: { KAFKA_PARTITIONS: count }, payments: limits, gateway: { MAX_WAITERS: '1000' } };
    wallet = await startWallet(`large-backlog-${count}`, { env });
    customers = await wallet.customers(10, '100000000');
    const { binding } = await payAndAuthorize(wallet, customers[0]!);
    token = await eventually(
      async () => {
        const [notice] = await binding.notices('TOKEN_CREATED');
        expect(notice).toBeDefined();
        return String(notice?.body.accessToken);
      },
      { timeoutMs: 20_000 },
    );
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  async function pay(bodies: JsonObject[]): Promise<string[]> {
    const left = [...bodies];
    const payOn = async (): Promise<void> => {
      for (let body = left.pop(); body; body = left.pop()) {
        expect(resultOf(await wallet.call('pay', body))).toBe('S SUCCESS');
      }
    };
    await Promise.all(Array.from({ length: inFlight }, payOn));
    return bodies.map(({ paymentRequestId }) => String(paymentRequestId));
  }

  const payments = (number: number, bytes: (index: number) => number) =>
    Array.from({ length: number }, (_, index) => tokenPayment(token, promotion(bytes(index))));

  async function acknowledged(ids: string[]): Promise<number> {
    const sql = `select count(*)::int as count from notifier.delivery where subject = any($1) and state = 'ACKED'`;
    return (await wallet.rows(sql, [ids]))[0]?.count as number;
  }

  const unsent = async (): Promise<number> =>
    (await wallet.rows('select count(*)::int as count from payments.outbox where sent_at is null'))[0]?.count as number;

  /** As long as somebody else has the lock, no relay leads. */
  async function withoutRelay<T>(work: () => Promise<T>): Promise<T> {
    const session = await wallet.database.connect();
    const lock = `hashtextextended('outbox of payments', 0)`;
    try {
      const locked = session.query(`select pg_advisory_lock(${lock})`);
      const end = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'payments_outbox'`;
      await eventually(async () => {
        expect(await wallet.rows(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).toHaveLength(1);
      });
      await wallet.rows(end);
      await locked;
      return await work();
    } finally {
      await session.query(`select pg_advisory_unlock(${lock})`);
      session.release();
    }
  }

  it(`${facts} of them leave within 60 s, and the newest payments are told within 10 s meanwhile`, async () => {
    const backlog = await withoutRelay(async () => {
      const paid = await pay(payments(facts, (index) => sizes[index % sizes.length]!));
      expect(await unsent()).toBeGreaterThanOrEqual(facts);
      return paid;
    });
    const beganAt = Date.now();
    const left = eventually(
      async () => {
        expect(await unsent()).toBe(0);
        return Date.now() - beganAt;
      },
      { timeoutMs: 60_000 },
    );
    const newest = await pay(payments(20, () => 0));
    await eventually(async () => expect(await acknowledged(newest)).toBe(20), { timeoutMs: 10_000 });
    const newestMs = Date.now() - beganAt;
    const leftMs = await left;
    await eventually(async () => expect(await acknowledged(backlog)).toBe(facts), { timeoutMs: 120_000 });
    const allMs = Date.now() - beganAt;
    if (process.env.BACKLOG_FACTS) console.info(JSON.stringify({ partitions: count, facts, newestMs, leftMs, allMs }));
    expect(await wallet.rows(`select 1 from notifier.delivery where state = 'DEAD'`)).toEqual([]);
  }, 600_000);

  const large = [promotion(47 * KiB), { passThroughInfo: JSON.stringify({ note: 'x'.repeat(48 * KiB) }) }];
  const all = <T>(call: (index: number, over: JsonObject) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: parallelCalls }, (_, index) => call(index, large[index % large.length]!)));
  const resultsOf = (exchanges: Exchange[]): string[] => [...new Set(exchanges.map((exchange) => resultOf(exchange)))];
  const order = (index: number, over: JsonObject) =>
    new EasyPayOrder(wallet, customers[index % customers.length]!, '100', over);

  it(`${parallelCalls} evaluations, orders and payments at once, each with 48 KB of what is opaque, are all answered and told`, async () => {
    expect(resultsOf(await all((index, over) => order(index, over).evaluate()))).toEqual(['S SUCCESS']);
    const opened = await all((index, over) => wallet.call('pay', order(index, over).order()));
    expect(resultsOf(opened)).toEqual(['U VERIFICATION_IN_PROCESS']);
    const bodies = Array.from({ length: parallelCalls }, (_, index) =>
      tokenPayment(token, large[index % large.length]),
    );
    expect(resultsOf(await Promise.all(bodies.map((body) => wallet.call('pay', body))))).toEqual(['S SUCCESS']);
    const ids = bodies.map(({ paymentRequestId }) => String(paymentRequestId));
    await eventually(async () => expect(await acknowledged(ids)).toBe(parallelCalls), { timeoutMs: 30_000 });
    await wallet.expectSoundBooks();
  }, 180_000);
});
