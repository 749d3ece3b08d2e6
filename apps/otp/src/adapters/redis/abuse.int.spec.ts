import { randomUUID } from 'node:crypto';
import { metrics } from '@wallet/service';
import type { HarnessSubject } from '../../../test/harness-subject';
import { OtpHarness, pause } from '../../../test/otp-harness';
import type { OtpLimits } from '../../config';

const otp = new OtpHarness();
beforeAll(() => otp.start());
afterAll(() => otp.stop());

const awaiting = (verifyRequestId: string) => ({ outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId });
const throttled = { outcome: 'unknown', reason: 'throttled' };
const notSendable = { outcome: 'refused', refusal: 'CodeNotSendable' };
const fault = { outcome: 'unknown', reason: 'fault' };

/** Numbers `0000` to `9999` of a prefix that nobody else uses. */
class Prefix {
  readonly digits: string;
  used = 0;

  constructor(
    readonly limits: Partial<OtpLimits> = {},
    callingCode = '852',
  ) {
    this.digits = callingCode + randomUUID();
  }

  order(): HarnessSubject {
    return otp.order(this.limits, { mobileNumber: `+${this.digits}${String(this.used++).padStart(4, '0')}` });
  }

  /** So many orders of as many numbers, each with call 2. */
  async open(count: number): Promise<HarnessSubject[]> {
    const orders = Array.from({ length: count }, () => this.order());
    await Promise.all(orders.map((order) => order.send('first', 'first')));
    return orders;
  }

  sent(): number {
    return otp.messages.filter(({ to }) => to.startsWith(`+${this.digits}`)).length;
  }

  key(what: string): string {
    return `otp:prefix:${this.digits}:${what}`;
  }
}

async function alarms(name: string): Promise<number> {
  const metric = await metrics.registry.getSingleMetric(name)?.get();
  return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
}

describe('a prefix', () => {
  it('is sent 40 of 10,000 messages when two are pumped; another is not concerned', async () => {
    const pumped = [new Prefix(), new Prefix()];
    for (let round = 0; round < 50; round++) await Promise.all(pumped.map((prefix) => prefix.open(100)));
    expect(pumped.map((prefix) => prefix.sent())).toEqual([20, 20]);
    const other = new Prefix();
    await other.open(5);
    expect(other.sent()).toBe(5);
  }, 60_000);

  it('takes call 2 and no other sending while it is full, and recovers with its window', async () => {
    const prefix = new Prefix({ OTP_SENDS_PER_PREFIX: 2, OTP_PREFIX_WINDOW_SECONDS: 1, OTP_RESEND_SECONDS: 0 });
    await prefix.open(2);
    const order = prefix.order();
    expect(await order.send('first', 'first')).toEqual(awaiting('first'));
    expect(await order.send('resend', 'second')).toEqual(throttled);
    const authCode = otp.authCode(prefix.limits, { mobileNumber: `+${prefix.digits}9999` });
    expect(await authCode.send('first')).toEqual(throttled);
    expect(prefix.sent()).toBe(2);
    await pause(1_050);
    expect(await order.send('first', 'third')).toEqual(awaiting('first'));
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });

  const judged = {
    OTP_SENDS_PER_PREFIX: 1_000,
    OTP_CONVERSION_SENDS: 10,
    OTP_CONVERSION_PERCENT: 20,
    OTP_PREFIX_BLOCK_SECONDS: 0.7,
  };

  it('is blocked, with an alarm, when too few of its last codes came back, and begins anew after', async () => {
    const before = await alarms('otp_prefix_blocked_total');
    const prefix = new Prefix(judged);
    const [order] = await prefix.open(10);
    await order?.check(order.newestCode(), 'first');
    const late = prefix.order();
    expect(await late.send('first', 'first')).toEqual(awaiting('first'));
    await prefix.open(20);
    expect([prefix.sent(), await alarms('otp_prefix_blocked_total')]).toEqual([10, before + 1]);
    await pause(750);
    expect(await late.send('first', 'second')).toEqual(awaiting('first'));
    expect(await late.check(late.newestCode(), 'first')).toBe('accepted');
    await prefix.open(9);
    expect(prefix.sent()).toBe(20);
    await prefix.open(1);
    expect([prefix.sent(), await alarms('otp_prefix_blocked_total')]).toEqual([20, before + 2]);
  });

  it('stays open as long as enough of the last codes came back, whoever came back before', async () => {
    const prefix = new Prefix(judged);
    for (let round = 0; round < 6; round++) {
      const orders = await prefix.open(4);
      for (const order of orders.slice(0, 2)) {
        for (let repeat = 0; repeat < 2; repeat++) await order.check(order.newestCode(), 'first');
      }
    }
    expect(prefix.sent()).toBe(24);
    await prefix.open(20);
    expect(prefix.sent()).toBeLessThanOrEqual(24 + 8);
    expect(await otp.redis.client.exists(prefix.key('blocked'))).toBe(1);
  });

  it('is not blamed for messages that the provider refused, nor judged at 0 percent', async () => {
    const [refused, unjudged] = [new Prefix(judged), new Prefix({ ...judged, OTP_CONVERSION_PERCENT: 0 })];
    otp.providerSays.push(...Array.from({ length: 10 }, () => 'refused' as const));
    await refused.open(10);
    await refused.open(5);
    await unjudged.open(30);
    expect([refused.sent(), unjudged.sent()]).toEqual([15, 30]);
  });
});

describe('a limit', () => {
  const expiresAt = (ms: number) => new Date(Date.now() + ms).toISOString();
  const minutes = 60_000;

  it.each<[string, Partial<OtpLimits>, number, unknown]>([
    ['a window that ends before the order', { OTP_SENDS_PER_PREFIX: 1, OTP_PREFIX_WINDOW_SECONDS: 300 }, 10, throttled],
    ['a window that ends after it', { OTP_SENDS_PER_PREFIX: 1, OTP_PREFIX_WINDOW_SECONDS: 900 }, 10, notSendable],
    ['messages to its number in an hour', { OTP_SENDS_PER_NUMBER_HOUR: 1 }, 10, notSendable],
    ['of an order that lives for longer', { OTP_SENDS_PER_NUMBER_HOUR: 1 }, 90, throttled],
    ['also in a day', { OTP_SENDS_PER_NUMBER_HOUR: 1, OTP_SENDS_PER_NUMBER_DAY: 1 }, 90, notSendable],
    ['messages of the order', { OTP_MAX_SENDS: 1 }, 90, notSendable],
  ])('refuses a resend as long as it holds: %s', async (_what, limits, lifeMinutes, answer) => {
    const order = otp.order({ OTP_RESEND_SECONDS: 0, ...limits }, { expiresAt: expiresAt(lifeMinutes * minutes) });
    expect(await order.send('first', 'first')).toEqual(awaiting('first'));
    expect(await order.send('resend', 'second')).toEqual(answer);
    expect(await order.send('first', 'third')).toEqual(awaiting('first'));
    expect(order.codes()).toHaveLength(1);
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });
});

describe('a country', () => {
  const spent = () => alarms('otp_country_budget_spent_total');

  it('is sent no more than its budget of the day, with an alarm at the last message; others are not concerned', async () => {
    await otp.redis.client.del('otp:country:1:d');
    const before = await spent();
    const OTP_COUNTRY_BUDGETS = { 1: 5 };
    const prefix = () => new Prefix({ OTP_COUNTRY_BUDGETS }, '1');
    await prefix().open(4);
    expect(await spent()).toBe(before);
    await prefix().open(1);
    expect(await spent()).toBe(before + 1);
    const over = prefix();
    const [order] = await over.open(3);
    expect(await order?.send('resend')).toEqual(notSendable);
    expect([over.sent(), await spent()]).toEqual([0, before + 5]);
    const other = new Prefix({ OTP_COUNTRY_BUDGETS });
    await other.open(1);
    expect(other.sent()).toBe(1);
  });

  it('has no budget unless one is set, and is told of at 50, 80 and 100 percent', async () => {
    await otp.redis.client.del('otp:country:1:d');
    const told = () => alarms('otp_country_budget_reached_total');
    const before = await told();
    await new Prefix({}, '1').open(12);
    expect([await otp.redis.client.exists('otp:country:1:d'), await told()]).toEqual([0, before]);
    const prefix = new Prefix({ OTP_SENDS_PER_COUNTRY_DAY: 10 }, '1');
    for (const [sent, alerts] of [
      [4, 0],
      [5, 1],
      [7, 1],
      [8, 2],
      [9, 2],
      [10, 3],
      [12, 3],
    ] as const) {
      await prefix.open(sent - prefix.used);
      expect([sent, (await told()) - before]).toEqual([sent, alerts]);
    }
    expect(prefix.sent()).toBe(10);
  });

  it('that is not allowed, and a prefix that is not, is sent nothing', async () => {
    for (const number of [`+86${randomUUID()}`, `+85290${randomUUID()}`]) {
      const order = otp.order({}, { mobileNumber: number });
      expect(await order.send('first', 'first')).toEqual(awaiting('first'));
      expect(await order.send('resend', 'second')).toEqual(notSendable);
      expect(await otp.authCode({}, { mobileNumber: number }).send('first')).toEqual(throttled);
      expect(order.codes()).toEqual([]);
    }
  });
});

it('a merchant is sent no more than its messages of the hour, for orders and authCodes; others are not concerned', async () => {
  const merchantId = randomUUID();
  const limits = { OTP_SENDS_PER_MERCHANT_HOUR: 2 };
  const order = () => otp.order(limits, { merchantId });
  expect(await order().send('first', 'first')).toEqual(awaiting('first'));
  await otp.authCode(limits, { merchantId }).send('first');
  const late = order();
  expect(await late.send('first', 'first')).toEqual(awaiting('first'));
  expect(await late.send('resend', 'second')).toEqual(notSendable);
  expect(await otp.authCode(limits, { merchantId }).send('first')).toEqual(throttled);
  expect(late.codes()).toEqual([]);
  for (const other of [otp.order(limits, { merchantId: randomUUID() }), otp.accessToken(limits)]) {
    await other.send('first');
    expect(other.codes()).toHaveLength(1);
  }
  expect(await otp.redis.client.pttl(`otp:merchant:${merchantId}:h`)).toBeGreaterThan(3_500_000);
  await otp.redis.client.del(`otp:merchant:${merchantId}:h`);
  expect(await late.send('first', 'third')).toEqual(awaiting('first'));
  expect(late.codes()).toHaveLength(1);
});

it('a provider that is not asked counts nothing, and the repeat recovers', async () => {
  otp.isProviderAvailable = false;
  const order = otp.order({ OTP_SENDS_PER_NUMBER_HOUR: 1 });
  expect(await order.send('first', 'first')).toEqual(awaiting('first'));
  expect(await order.send('resend', 'second')).toEqual(fault);
  expect(await otp.authCode().send('first')).toEqual(fault);
  otp.isProviderAvailable = true;
  expect(await order.send('first', 'third')).toEqual(awaiting('first'));
  expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
});
