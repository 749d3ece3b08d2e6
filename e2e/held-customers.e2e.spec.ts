import { eventually } from '@wallet/testkit';
import { Client } from 'pg';
import { payAndAuthorize, tokenPayment } from './support/binding';
import { resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Wallet } from './support/wallet';

/** The acceptance run: HELD_CUSTOMERS=100, which also judges the rate. */
const acceptance = Number(process.env.HELD_CUSTOMERS ?? 0);
const heldCount = acceptance || 8;
const otherCount = 16;
const inFlight = 8;
const spanMs = acceptance ? 10_000 : 3_000;
/** The time that the others are allowed until they are served as before. */
const graceMs = 5_000;
const leastShare = 0.8;

/** A host that vanished between its locks and its COMMIT, and whose server has no bound for that: it holds until it is told. */
async function lockAccounts(databaseUrl: string, customers: readonly Customer[]): Promise<() => Promise<void>> {
  const host = new Client({ connectionString: databaseUrl });
  await host.connect();
  await host.query('begin');
  const customerIds = customers.map(({ customerId }) => customerId);
  await host.query('select 1 from payments.account where customer_id = any($1) for update', [customerIds]);
  return () => host.end();
}

describe(`while a vanished host holds the accounts of ${heldCount} customers`, () => {
  let wallet: Wallet;
  let held: Customer[];
  const tokens = new Map<Customer, string>();

  beforeAll(async () => {
    const limits = {
      DAILY_COUNT_LIMIT: '100000',
      AGREEMENT_DAILY_LIMITS: 'HKD:1000000000',
      DAILY_AMOUNT_LIMITS: 'HKD:1000000000',
    };
    wallet = await startWallet('held-customers', { env: { payments: limits } });
    const customers = await wallet.customers(heldCount + otherCount, '100000000');
    held = customers.slice(0, heldCount);
    const left = [...customers];
    const agree = async (): Promise<void> => {
      for (let customer = left.pop(); customer; customer = left.pop()) tokens.set(customer, await tokenOf(customer));
    };
    await Promise.all(Array.from({ length: inFlight }, agree));
  }, 300_000);
  afterAll(() => wallet.stop(), 40_000);

  async function tokenOf(customer: Customer): Promise<string> {
    const { binding } = await payAndAuthorize(wallet, customer);
    return await eventually(
      async () => {
        const [notice] = await binding.notices('TOKEN_CREATED');
        expect(notice).toBeDefined();
        return String(notice?.body.accessToken);
      },
      { timeoutMs: 20_000 },
    );
  }

  const pay = async (customer: Customer): Promise<string> =>
    resultOf(await wallet.call('pay', tokenPayment(tokens.get(customer)!)));

  /** Payments of all others, a few at once, for so long; when each ended, and how. */
  async function payOthers(durationMs: number): Promise<{ at: number; result: string }[]> {
    const others = [...tokens.keys()].filter((customer) => !held.includes(customer));
    const ended: { at: number; result: string }[] = [];
    const beganAt = Date.now();
    const payOn = async (first: number): Promise<void> => {
      for (let next = first; Date.now() < beganAt + durationMs; next += inFlight) {
        const result = await pay(others[next % others.length]!);
        ended.push({ at: Date.now() - beganAt, result });
      }
    };
    await Promise.all(Array.from({ length: inFlight }, (_, first) => payOn(first)));
    return ended;
  }

  it('the others are paid as before, and nobody is refused', async () => {
    const before = await payOthers(spanMs);
    const release = await lockAccounts(wallet.stack.databaseUrl, held);
    const ofHeld = Promise.all(held.map(pay));
    const during = await payOthers(graceMs + spanMs);
    await release();
    const results = (payments: { result: string }[]) => [...new Set(payments.map(({ result }) => result))];
    expect([results(before), results(during)]).toEqual([['S SUCCESS'], ['S SUCCESS']]);
    for (const result of await ofHeld) expect(result).toMatch(/^[SU] /);
    const served = during.filter(({ at }) => at > graceMs && at <= graceMs + spanMs).length;
    const share = served / before.filter(({ at }) => at <= spanMs).length;
    if (acceptance) {
      console.info(JSON.stringify({ heldCount, before: before.length, served, share }));
      expect(share).toBeGreaterThanOrEqual(leastShare);
    }
    await eventually(async () => expect(await Promise.all(held.map(pay))).toEqual(held.map(() => 'S SUCCESS')), {
      timeoutMs: 30_000,
    });
    await wallet.expectSoundBooks();
  }, 120_000);
});
