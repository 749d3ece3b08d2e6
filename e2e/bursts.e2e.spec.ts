import { setTimeout as pause } from 'node:timers/promises';
import { Binding, tokenPayment, tokensOf } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Wallet } from './support/wallet';

/** A slow machine of two cores, that also runs the simulator and other tests, answers 60 in a second and has 4 s. */
const burst = 120;

const times = <T>(count: number, each: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => each(index)));

/** What the bound of waiters holds is served, however much of it comes at once: only an overload that stands is shed. */
describe('a burst', () => {
  let wallet: Wallet;
  let customer: Customer;
  let accessToken: string;
  beforeAll(async () => {
    wallet = await startWallet('bursts', { env: { payments: { DAILY_COUNT_LIMIT: '1000' } } });
    customer = await wallet.customer('10000000');
    accessToken = (await new Binding(wallet, customer).bind()).accessToken;
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** The counters of bare 503s. */
  const shed = async () => {
    const metrics = await (await fetch(`${wallet.stack.process('gateway-1').healthUrl}/metrics`)).text();
    return metrics.split('\n').filter((line) => line.startsWith('gateway_shed_calls_total{'));
  };
  const pay = () => wallet.call('pay', tokenPayment(accessToken));
  const inquire = () => new EasyPayOrder(wallet, customer).inquire();

  it('of 100 applyToken on one code is answered', async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const { preparation, code } = await binding.prepared();
    const grants = await times(100, () => binding.verificationGrant(preparation, code));
    expect(await shed()).toEqual([]);
    expect(grants.map((grant) => resultOf(grant).slice(0, 1))).not.toContain('F');
    tokensOf(grants.find((grant) => resultOf(grant) === 'S SUCCESS')!);
  }, 30_000);

  it.each([
    ['inquiries', inquire],
    ['payments', pay],
  ])(
    `of ${burst} %s is answered`,
    async (_, send) => {
      const answers = await times(burst, send);
      expect(await shed()).toEqual([]);
      expect(answers.map(({ signature }) => signature)).toEqual(Array(burst).fill('valid'));
    },
    30_000,
  );

  it('that comes while the gateway stands still for 1.5 s is answered', async () => {
    const gateway = wallet.stack.process('gateway-1');
    await gateway.kill('SIGSTOP');
    const asked = times(burst, inquire);
    await pause(1_500);
    await gateway.kill('SIGCONT');
    const answers = await asked;
    expect(await shed()).toEqual([]);
    expect(answers.map(({ signature }) => signature)).toEqual(Array(burst).fill('valid'));
  }, 30_000);
});
