import { randomUUID } from 'node:crypto';
import type { HarnessSubject } from '../../../test/harness-subject';
import { OtpHarness, pause } from '../../../test/otp-harness';

const otp = new OtpHarness();
beforeAll(() => otp.start());
afterAll(() => otp.stop());

async function opened(limits: Parameters<OtpHarness['order']>[0] = {}): Promise<HarnessSubject> {
  const order = otp.order(limits);
  await order.send('first', 'first');
  return order;
}

describe('a check', () => {
  it('accepts the right code, and again when it is repeated', async () => {
    const order = await opened();
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
    expect([await order.field('verifiedFor'), await order.field('tries')]).toEqual([order.id, '0']);
  });

  it('accepts the right code after two wrong ones', async () => {
    const order = await opened();
    const verdicts = [];
    for (const code of [...order.wrongCodes(2), order.newestCode()]) verdicts.push(await order.check(code, 'first'));
    expect(verdicts).toEqual(['wrong', 'wrong', 'accepted']);
  });

  it('is exhausted with the third distinct wrong code, also for the right one', async () => {
    const order = await opened();
    const verdicts = [];
    for (const code of [...order.wrongCodes(3), order.newestCode()]) verdicts.push(await order.check(code, 'first'));
    expect(verdicts).toEqual(['wrong', 'wrong', 'exhausted', 'exhausted']);
  });

  it('counts the same wrong code once, with whatever id it comes', async () => {
    const order = await opened();
    const [wrong = ''] = order.wrongCodes(1);
    for (const id of ['first', 'first', 'stale', 'first']) expect(await order.check(wrong, id)).toBe('wrong');
    expect(await order.field('tries')).toBe('1');
  });

  it('compares exactly 3 of 200 distinct guesses at once, and no later one', async () => {
    const order = await opened();
    const before = await otp.comparisons();
    const guesses = order.wrongCodes(200);
    const verdicts = await Promise.all(guesses.map((guess) => order.check(guess, 'first')));
    const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
    expect([count('wrong'), count('exhausted'), count('accepted')]).toEqual([2, 198, 0]);
    expect(await order.check(order.newestCode(), 'first')).toBe('exhausted');
    expect((await otp.comparisons()) - before).toBe(3);
    expect(await order.field('tries')).toBe('3');
  });

  it('accepts the right code 500 times at once, and counts nothing', async () => {
    const order = await opened();
    const checks = Array.from({ length: 500 }, () => order.check(order.newestCode(), 'first'));
    expect(new Set(await Promise.all(checks))).toEqual(new Set(['accepted']));
    expect(await order.field('tries')).toBe('0');
  });

  it.each(['stale', ''])('takes the right code under the id %j for wrong, and costs a try', async (id) => {
    const order = await opened();
    expect(await order.check(order.newestCode(), id)).toBe('wrong');
    expect(await order.field('tries')).toBe('1');
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });

  it("takes another order's code for wrong", async () => {
    const [order, other] = [await opened(), await opened()];
    expect(await order.check(other.newestCode(), 'first')).toBe('wrong');
  });

  it('takes an expired code for wrong, but not once it was accepted', async () => {
    const [late, inTime] = [await opened({ OTP_LIFE_SECONDS: 0.15 }), await opened({ OTP_LIFE_SECONDS: 0.15 })];
    expect(await inTime.check(inTime.newestCode(), 'first')).toBe('accepted');
    await pause(200);
    expect(await late.check(late.newestCode(), 'first')).toBe('wrong');
    expect(await late.field('tries')).toBe('1');
    expect(await inTime.check(inTime.newestCode(), 'first')).toBe('accepted');
  });

  it('stays verified whatever wrong codes follow', async () => {
    const order = await opened();
    await order.check(order.newestCode(), 'first');
    const verdicts = [];
    for (const code of [...order.wrongCodes(4), order.newestCode()]) verdicts.push(await order.check(code, 'first'));
    expect(verdicts).toEqual(['wrong', 'wrong', 'exhausted', 'exhausted', 'accepted']);
  });

  it('finds a changed amount, currency, payee or customer: the code is another', async () => {
    for (const field of [0, 1, 2, 3]) {
      const order = await opened();
      const bound = JSON.parse((await order.field('bound')) ?? '') as string[];
      await otp.redis.client.hset(order.key, 'bound', JSON.stringify(bound.with(field, '99')));
      expect(await order.check(order.newestCode(), 'first')).toBe('wrong');
    }
  });

  it('of an order without a record is unavailable, and makes none', async () => {
    const order = otp.order();
    expect(await order.check('123456', randomUUID())).toBe('unavailable');
    expect(await otp.redis.client.exists(order.key)).toBe(0);
  });

  it('while Redis cannot be reached is unavailable', async () => {
    const order = await opened();
    const ended = new Promise((resolve) => otp.redis.client.once('end', resolve));
    await otp.redis.stop();
    expect(await order.check(order.newestCode(), 'first')).toBe('unavailable');
    await ended;
    await otp.redis.start();
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });
});
