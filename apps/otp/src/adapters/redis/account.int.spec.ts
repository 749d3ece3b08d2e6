import { randomUUID } from 'node:crypto';
import type { HarnessSubject } from '../../../test/harness-subject';
import { OtpHarness, pause } from '../../../test/otp-harness';

const otp = new OtpHarness();
beforeAll(() => otp.start());
afterAll(() => otp.stop());

const awaiting = (verifyRequestId: string) => ({ outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId });
const throttled = { outcome: 'unknown', reason: 'throttled' };
const blockMs = 800;

/** The orders of one customer, each of a number of its own. */
class Customer {
  readonly customerId = randomUUID();

  async open(): Promise<HarnessSubject> {
    const order = otp.order(
      { OTP_ACCOUNT_BLOCK_SECONDS: blockMs / 1_000, OTP_RESEND_SECONDS: 0 },
      { customerId: this.customerId },
    );
    await order.send('first', 'first');
    return order;
  }

  /** Blocks the account by five wrong codes over two orders; the second one has a try left. */
  async guess(): Promise<[HarnessSubject, HarnessSubject]> {
    const orders = [await this.open(), await this.open()] as const;
    for (const code of orders[0].wrongCodes(3)) await orders[0].check(code, 'first');
    for (const code of orders[1].wrongCodes(2)) expect(await orders[1].check(code, 'first')).toBe('wrong');
    return [...orders];
  }

  leftMs(): Promise<number> {
    return otp.redis.client.pttl(`otp:account:${this.customerId}:blocked`);
  }
}

const right = (order: HarnessSubject) => order.check(order.newestCode(), 'first');

it('five wrong codes in a row, over all orders, block an account: no code is compared, none is sent', async () => {
  const customer = new Customer();
  const [, second] = await customer.guess();
  const before = await otp.comparisons();
  expect([await right(second), await second.field('tries')]).toEqual(['wrong', '2']);
  expect((await otp.comparisons()) - before).toBe(0);
  expect(await second.send('resend', 'second')).toEqual(throttled);
  const third = otp.order({ OTP_ACCOUNT_BLOCK_SECONDS: blockMs / 1_000 }, { customerId: customer.customerId });
  expect(await third.send('first', 'first')).toEqual(awaiting('first'));
  expect(third.codes()).toEqual([]);
});

it('a block ends in its time whatever is tried meanwhile; then a fresh order works', async () => {
  const customer = new Customer();
  const [, second] = await customer.guess();
  await pause(300);
  for (const code of second.wrongCodes(20)) await second.check(code, 'first');
  expect(await customer.leftMs()).toBeLessThanOrEqual(blockMs - 300);
  await pause(blockMs - 250);
  expect(await right(await customer.open())).toBe('accepted');
});

it('the right code, also of another order, ends the row', async () => {
  const customer = new Customer();
  for (let order = 0; order < 3; order++) {
    const [guessed, paid] = [await customer.open(), await customer.open()];
    for (const code of guessed.wrongCodes(3)) await guessed.check(code, 'first');
    expect(await right(paid)).toBe('accepted');
  }
  expect(await customer.leftMs()).toBe(-2);
});

it('the same wrong code again does not count, nor does a wrong one of an order that was verified', async () => {
  const customer = new Customer();
  const [order, paid] = [await customer.open(), await customer.open()];
  await right(paid);
  for (const code of paid.wrongCodes(9)) await paid.check(code, 'first');
  const [wrong = ''] = order.wrongCodes(1);
  for (let repeat = 0; repeat < 9; repeat++) await order.check(wrong, 'first');
  expect(await right(order)).toBe('accepted');
});

it('a verified order keeps its code, and another customer is not concerned', async () => {
  const customer = new Customer();
  const paid = await customer.open();
  await right(paid);
  await customer.guess();
  expect(await right(paid)).toBe('accepted');
  expect(await right(await new Customer().open())).toBe('accepted');
});

it('5 of 200 guesses at once, over 100 orders, are compared before the block', async () => {
  const customer = new Customer();
  const orders = await Promise.all(Array.from({ length: 100 }, () => customer.open()));
  const before = await otp.comparisons();
  await Promise.all(orders.flatMap((order) => order.wrongCodes(2).map((code) => order.check(code, 'first'))));
  expect((await otp.comparisons()) - before).toBe(5);
});
