import { createHash } from 'node:crypto';
import { EasyPayOrder, resultOf, wrongCodes } from './support/easy-pay';
import { startWallet, type Wallet } from './support/wallet';

/** A counter of one metric over all processes of a service. */
async function metric(wallet: Wallet, service: string, name: string): Promise<number> {
  const processes = wallet.stack.processes.filter((process) => process.service === service);
  const texts = await Promise.all(processes.map(async ({ healthUrl }) => (await fetch(`${healthUrl}/metrics`)).text()));
  const values = texts.flatMap((text) => [...text.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\d+)`, 'gm'))]);
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
}

const times = <T>(count: number, each: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => each(index)));

describe('repeats and races, with two gateways and two payments', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('races', {
      replicas: { gateway: 2, payments: 2 },
      env: { gateway: { MAX_WAITERS: '2000' } },
    });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  it('50 parallel order calls, one payments restarted meanwhile: one order, one SMS, one answer', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const restarted = wallet.stack.process('payments-2').restart();
    const exchanges = await times(50, () => wallet.call('pay', order.order()));
    await restarted;
    const repeats = await times(5, () => wallet.call('pay', order.order()));
    const known = [...exchanges, ...repeats].filter(({ answer }) => answer?.verifyRequestId !== undefined);
    expect(known.length).toBeGreaterThanOrEqual(5);
    expect(new Set([...exchanges, ...repeats].map((exchange) => resultOf(exchange).slice(0, 1)))).toEqual(
      new Set(['U']),
    );
    expect(new Set(known.map(({ answer }) => answer?.verifyRequestId)).size).toBe(1);
    expect(await wallet.sms(order.customer.loginId)).toHaveLength(1);
    const orders = 'select count(*)::int as count from payments.payment_order where payment_request_id = $1';
    expect(await wallet.rows(orders, [order.paymentRequestId])).toEqual([{ count: 1 }]);
  }, 60_000);

  it('200 parallel distinct guesses: exactly 3 comparisons, and the right code comes too late', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const id = await order.open();
    const code = await order.code();
    const before = await metric(wallet, 'otp', 'otp_comparisons_total');
    const guesses = wrongCodes(code, 200);
    const answers = await times(200, (index) => order.verify(id, guesses[index]!));
    expect(resultOf(await order.verify(id, code))).toBe('F USER_PAYMENT_VERIFICATION_FAILED');
    expect((await metric(wallet, 'otp', 'otp_comparisons_total')) - before).toBe(3);
    const refused = answers.filter((answer) => resultOf(answer) === 'F USER_PAYMENT_VERIFICATION_FAILED');
    expect(refused.length).toBeGreaterThanOrEqual(197);
    expect(resultOf(await order.inquire(), 'paymentResult')).toBe('F USER_PAYMENT_VERIFICATION_FAILED');
    expect(await wallet.balance(order.customer)).toBe('1000000');
  }, 60_000);

  it('500 parallel right verifications, one gateway restarted meanwhile: one debit, one paymentId', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer('1000000'));
    const id = await order.open();
    const code = await order.code();
    const restarted = wallet.stack.process('gateway-2').restart();
    const answers = await times(500, () => order.verify(id, code));
    await restarted;
    const unanswered = answers.filter(({ signature }) => signature === 'none');
    expect(unanswered.length).toBeLessThanOrEqual(250);
    const repeats = await times(unanswered.length, () => order.verify(id, code));
    const answered = [...answers.filter(({ signature }) => signature !== 'none'), ...repeats];
    const results = new Set(answered.map((answer) => resultOf(answer)));
    expect([...results].filter((result) => !result.startsWith('U'))).toEqual(['S SUCCESS']);
    const paid = answered.filter((answer) => resultOf(answer) === 'S SUCCESS');
    expect(new Set(paid.map(({ answer }) => answer?.paymentId)).size).toBe(1);
    expect(await wallet.balance(order.customer)).toBe('987950');
  }, 90_000);

  it('20 orders of one customer race for a balance that covers 7: 7 S, 13 F', async () => {
    const customer = await wallet.customer('70000');
    const orders = Array.from({ length: 20 }, () => new EasyPayOrder(wallet, customer, '10000'));
    const ready: { order: EasyPayOrder; id: string; code: string }[] = [];
    for (const [index, order] of orders.entries()) {
      const id = await order.open();
      ready.push({ order, id, code: await order.code(index + 1) });
    }
    const answers = await Promise.all(ready.map(({ order, id, code }) => order.verify(id, code)));
    const results = answers.map((answer) => resultOf(answer)).sort();
    expect(results).toEqual([
      ...Array<string>(13).fill('F USER_BALANCE_NOT_ENOUGH'),
      ...Array<string>(7).fill('S SUCCESS'),
    ]);
    expect(await wallet.balance(customer)).toBe('0');
    expect(
      await wallet.rows('select currency, sum(amount)::text as sum from payments.ledger_entry group by 1'),
    ).toEqual([{ currency: 'HKD', sum: '0' }]);
  }, 60_000);

  it('an exact replay of each call changes nothing', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const id = await order.open();
    const code = await order.code();
    await order.verify(id, code);
    const digest = async (): Promise<string> => {
      const tables = ['payment_order', 'order_event', 'ledger_entry', 'account', 'day_usage'];
      const parts = await Promise.all(
        tables.map((table) =>
          wallet.rows(`select coalesce(string_agg(t::text, ',' order by t::text), '') as all from payments.${table} t`),
        ),
      );
      return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    };
    const before = await digest();
    await times(20, () => order.verify(id, code));
    await times(20, () => wallet.call('pay', order.order()));
    await times(20, () => order.sendOtp());
    expect(await digest()).toBe(before);
    expect(await wallet.sms(order.customer.loginId)).toHaveLength(1);
  }, 60_000);

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);
});
