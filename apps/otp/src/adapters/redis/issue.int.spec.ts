import { randomUUID } from 'node:crypto';
import type { HarnessSubject } from '../../../test/harness-subject';
import { OtpHarness, pause } from '../../../test/otp-harness';

const otp = new OtpHarness();
beforeAll(() => otp.start());
afterAll(() => otp.stop());

const awaiting = (verifyRequestId: string) => ({ outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId });
const sent = (verifyRequestId: string) => ({ outcome: 'done', result: { kind: 'otp-sent', verifyRequestId } });
const notSendable = { outcome: 'refused', refusal: 'CodeNotSendable' };

/** An order whose first code was sent under the id `first`. */
async function opened(limits: Parameters<OtpHarness['order']>[0] = {}): Promise<HarnessSubject> {
  const order = otp.order(limits);
  await order.send('first', 'first');
  return order;
}

describe('call 2', () => {
  it('sends one code and keeps its id over repeats and redeliveries', async () => {
    const order = otp.order();
    expect(await order.send('first', 'first')).toEqual(awaiting('first'));
    expect(await order.send('first', 'second')).toEqual(awaiting('first'));
    expect(await order.send('first', 'first')).toEqual(awaiting('first'));
    expect(order.codes()).toHaveLength(1);
    expect(await order.field('state')).toBe('sent');
  });

  it('sends one code to 50 at once', async () => {
    const order = otp.order();
    const answers = await Promise.all(Array.from({ length: 50 }, () => order.send('first')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(order.codes()).toHaveLength(1);
  });

  it('makes a new code under the same id once the provider has been silent for its time', async () => {
    const order = otp.order({ SMS_TIMEOUT_MS: 100 });
    otp.providerSays.push('unknown');
    expect(await order.send('first', 'first')).toEqual(awaiting('first'));
    expect(await order.send('first', 'second')).toEqual(awaiting('first'));
    expect(order.codes()).toHaveLength(1);
    await pause(150);
    expect(await order.send('first', 'third')).toEqual(awaiting('first'));
    const [lost = '', newest = ''] = order.codes();
    expect(await order.check(lost, 'first')).toBe('wrong');
    expect(await order.check(newest, 'first')).toBe('accepted');
  });

  it('sends again at once, under the same id, after the provider refused', async () => {
    const order = otp.order();
    otp.providerSays.push('refused');
    expect(await order.send('first', 'first')).toEqual(awaiting('first'));
    expect([await order.field('sends'), await order.field('mac')]).toEqual(['0', null]);
    expect(await order.check(order.newestCode(), 'first')).toBe('wrong');
    expect(await order.send('first', 'second')).toEqual(awaiting('first'));
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });

  it('starts anew when the record was lost', async () => {
    const order = await opened();
    await otp.redis.client.del(order.key);
    expect(await order.check(order.newestCode(), 'first')).toBe('unavailable');
    expect(await order.send('first', 'second')).toEqual(awaiting('second'));
    expect(await order.check(order.newestCode(), 'second')).toBe('accepted');
  });

  it('sends nothing for an order that has expired', async () => {
    const order = otp.order({}, { expiresAt: new Date(Date.now() - 1).toISOString() });
    expect(await order.send('first', 'first')).toEqual(awaiting('first'));
    expect(order.codes()).toEqual([]);
    expect(await otp.redis.client.exists(order.key)).toBe(0);
  });
});

describe('sendOTP', () => {
  it('sends nothing inside the cool-down and answers the current id', async () => {
    const order = await opened();
    expect(await order.send('resend', 'second')).toEqual(sent('first'));
    expect(order.codes()).toHaveLength(1);
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });

  it('sends a new code under a new id after it, which kills the old one', async () => {
    const order = await opened({ OTP_RESEND_SECONDS: 0.1 });
    await pause(120);
    expect(await order.send('resend', 'second')).toEqual(sent('second'));
    const [old = '', newest = ''] = order.codes();
    expect(await order.check(old, 'first')).toBe('wrong');
    expect(await order.check(newest, 'first')).toBe('wrong');
    expect(await order.check(newest, 'second')).toBe('accepted');
  });

  it('does not send again when the same command is delivered again', async () => {
    const order = await opened({ OTP_RESEND_SECONDS: 0 });
    expect(await order.send('resend', 'second')).toEqual(sent('second'));
    expect(await order.send('resend', 'second')).toEqual(sent('second'));
    expect(order.codes()).toHaveLength(2);
  });

  it('keeps the cool-down when the provider timed out, and frees it when it refused', async () => {
    const order = await opened({ OTP_RESEND_SECONDS: 0 });
    otp.providerSays.push('unknown');
    expect(await order.send('resend', 'second')).toEqual({ outcome: 'unknown', reason: 'fault' });
    expect([await order.field('state'), await order.field('sends')]).toEqual(['issued', '2']);
    otp.providerSays.push('refused');
    expect(await order.send('resend', 'third')).toEqual(notSendable);
    expect([await order.field('sends'), await order.field('lastSendAt')]).toEqual(['2', null]);
    expect(await order.send('resend', 'fourth')).toEqual(sent('fourth'));
  });

  it('is throttled after the sends of an order', async () => {
    const order = await opened({ OTP_RESEND_SECONDS: 0 });
    await order.send('resend', 'second');
    await order.send('resend', 'third');
    expect(await order.send('resend', 'fourth')).toEqual(notSendable);
    expect(order.codes()).toHaveLength(3);
    expect(await order.check(order.newestCode(), 'third')).toBe('accepted');
  });

  it('leaves the tries as they are, and sends nothing once they are used up', async () => {
    const order = await opened({ OTP_RESEND_SECONDS: 0 });
    for (const code of order.wrongCodes(2)) expect(await order.check(code, 'first')).toBe('wrong');
    await order.send('resend', 'second');
    expect(await order.field('tries')).toBe('2');
    expect(await order.check(order.codes()[0] ?? '', 'second')).toBe('exhausted');
    expect(await order.send('resend', 'third')).toEqual(notSendable);
    expect(await order.send('first', 'fourth')).toEqual(awaiting('second'));
    expect(order.codes()).toHaveLength(2);
  });

  it('sends nothing once the order is verified, so that the code goes on being right', async () => {
    const order = await opened({ OTP_RESEND_SECONDS: 0 });
    await order.check(order.newestCode(), 'first');
    expect(await order.send('resend', 'second')).toEqual(sent('first'));
    expect(await order.check(order.newestCode(), 'first')).toBe('accepted');
  });
});

describe('the limits of a number', () => {
  it('are five sends an hour over all its orders; call 2 keeps one id meanwhile', async () => {
    const mobileNumber = `+8526${randomUUID()}`;
    const order = () => otp.order({}, { mobileNumber });
    for (let send = 0; send < 5; send++) await order().send('first');
    const sixth = order();
    expect(await sixth.send('first', 'first')).toEqual(awaiting('first'));
    expect(await sixth.send('first', 'second')).toEqual(awaiting('first'));
    expect(await sixth.send('resend', 'third')).toEqual(notSendable);
    expect(sixth.codes()).toHaveLength(5);
    expect(await sixth.field('mac')).toBeNull();

    await otp.redis.client.del(`otp:number:${otp.macs.ofNumber(mobileNumber)}:h`);
    expect(await sixth.send('first', 'fourth')).toEqual(awaiting('first'));
    expect(await sixth.check(sixth.newestCode(), 'first')).toBe('accepted');
  });

  it('are ten sends a day', async () => {
    const mobileNumber = `+8526${randomUUID()}`;
    const hour = `otp:number:${otp.macs.ofNumber(mobileNumber)}:h`;
    for (let send = 0; send < 12; send++) {
      await otp.order({}, { mobileNumber }).send('first');
      await otp.redis.client.del(hour);
    }
    expect(otp.order({}, { mobileNumber }).codes()).toHaveLength(10);
    const leftMs = await otp.redis.client.pttl(hour.replace(/h$/, 'd'));
    expect(leftMs).toBeGreaterThan(86_000_000);
    expect(leftMs).toBeLessThanOrEqual(86_400_000);
  });
});

describe('the record', () => {
  it('lives until a minute after the order; the code never outlives the order', async () => {
    const expiresAt = Date.now() + 30_000;
    const order = otp.order({}, { expiresAt: new Date(expiresAt).toISOString() });
    await order.send('first');
    expect(Number(await order.field('codeExpiresAt'))).toBe(expiresAt);
    const leftMs = await otp.redis.client.pttl(order.key);
    expect(Math.abs(Date.now() + leftMs - expiresAt - 60_000)).toBeLessThan(1_000);
  });

  it('holds no code and no number', async () => {
    const order = await opened();
    await order.check(order.wrongCodes(1)[0] ?? '', 'first');
    const stored =
      JSON.stringify(await otp.redis.client.hgetall(order.key)) + (await otp.redis.client.keys('*')).join();
    expect(stored).not.toContain('+852');
    for (const code of [order.newestCode(), ...order.wrongCodes(1)]) {
      expect(stored.split(/[^0-9A-Za-z]/)).not.toContain(code);
    }
  });
});
