import { eventually, FaultProxy } from '@wallet/testkit';
import { payAndAuthorize, tokenPayment } from './support/binding';
import { resultOf } from './support/easy-pay';
import { startWallet, type Wallet } from './support/wallet';

const payments = 1_000;
const inFlight = 32;
/** 60 in the acceptance run; the schedule is the real one. */
const outageSeconds = Number(process.env.OUTAGE_SECONDS ?? 15);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a receiver that is down', () => {
  let wallet: Wallet;
  let receiver: FaultProxy;
  let tokens: string[];

  beforeAll(async () => {
    const limits = {
      DAILY_COUNT_LIMIT: '100000',
      AGREEMENT_DAILY_LIMITS: 'HKD:1000000000',
      DAILY_AMOUNT_LIMITS: 'HKD:1000000000',
    };
    wallet = await startWallet('notify-backlog', { env: { payments: limits } });
    const { hostname, port } = new URL(wallet.stack.simulatorUrl);
    receiver = await FaultProxy.start({ host: hostname, port: Number(port) });
    await wallet.stack
      .process('notifier-1')
      .restart({ ALIPAYPLUS_BASE_URL: receiver.through(wallet.stack.simulatorUrl) });
    const customers = await wallet.customers(4, '100000000');
    tokens = await Promise.all(
      customers.map(async (customer) => {
        const { binding } = await payAndAuthorize(wallet, customer);
        return eventually(
          async () => {
            const [notice] = await binding.notices('TOKEN_CREATED');
            expect(notice).toBeDefined();
            return String(notice?.body.accessToken);
          },
          { timeoutMs: 20_000 },
        );
      }),
    );
  }, 120_000);
  afterAll(async () => {
    await wallet.stop();
    await receiver.close();
  }, 40_000);

  /** Payments by token; resolves with their ids. */
  async function pay(count: number): Promise<string[]> {
    const bodies = Array.from({ length: count }, (_, index) => tokenPayment(tokens[index % tokens.length]!));
    const left = [...bodies];
    const payOn = async (): Promise<void> => {
      for (let body = left.pop(); body; body = left.pop()) {
        expect(resultOf(await wallet.call('pay', body))).toBe('S SUCCESS');
      }
    };
    await Promise.all(Array.from({ length: inFlight }, payOn));
    return bodies.map(({ paymentRequestId }) => String(paymentRequestId));
  }

  const acknowledged = async (ids: string[]): Promise<number> => {
    const sql = `select count(*)::int as count from notifier.delivery where subject = any($1) and state = 'ACKED'`;
    return (await wallet.rows(sql, [ids]))[0]?.count as number;
  };

  it(`of ${payments} results all are acknowledged within 60 s of its return, the newest first of all`, async () => {
    receiver.refuse();
    const backlog = await pay(payments);
    await pause(outageSeconds * 1_000);
    expect(await acknowledged(backlog)).toBe(0);
    receiver.pass();
    const returnedAt = Date.now();
    const newest = await pay(20);
    await eventually(async () => expect(await acknowledged(newest)).toBe(20), { timeoutMs: 20_000 });
    await eventually(async () => expect(await acknowledged(backlog)).toBe(payments), {
      timeoutMs: 60_000 - (Date.now() - returnedAt),
    });
    const dead = await wallet.rows(`select 1 from notifier.delivery where state = 'DEAD'`);
    expect(dead).toEqual([]);
    const last = (
      await wallet.rows(
        `select max(case when subject = any($1) then updated_at end) < max(case when subject = any($2) then updated_at end)
         as newest_first from notifier.delivery`,
        [newest, backlog],
      )
    )[0];
    expect(last).toEqual({ newest_first: true });
    await wallet.expectSoundBooks();
  }, 240_000);
});
