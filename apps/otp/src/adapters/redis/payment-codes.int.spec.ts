import { OtpHarness } from '../../../test/otp-harness';
import { RedisPaymentCodes } from './redis-payment-codes';

const otp = new OtpHarness();
beforeAll(() => otp.start());
afterAll(() => otp.stop());

const codes = new RedisPaymentCodes(otp.redis);

describe('what an operator sees of the codes of a payment', () => {
  it('is how many were sent and when, and how many wrong ones were tried', async () => {
    const startedAt = Date.now();
    const expiresAt = new Date(startedAt + 600_000).toISOString();
    const order = otp.order({ OTP_RESEND_SECONDS: 0 }, { expiresAt });
    await order.send('first', 'first');
    await order.send('resend', 'second');
    for (const wrong of order.wrongCodes(2)) await order.check(wrong, 'second');
    const shown = await codes.find(order.id);
    const { lastSentAt, ...rest } = shown!;
    const keptUntil = new Date(Date.parse(expiresAt) + 60_000);
    expect(rest).toMatchObject({ verifyRequestId: 'second', state: 'sent', sends: 2, wrongCodes: 2, verified: false });
    expect(Math.abs(Date.parse(rest.keptUntil as string) - keptUntil.getTime())).toBeLessThan(5);
    expect(Math.abs(Date.parse(lastSentAt as string) - startedAt)).toBeLessThan(10_000);
    await order.check(order.newestCode(), 'second');
    expect(await codes.find(order.id)).toMatchObject({ verified: true, wrongCodes: 2 });
    for (const secret of [...order.codes(), order.command.mobileNumber])
      expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it('tells a message that the provider refused, or said nothing of', async () => {
    const order = otp.order();
    otp.providerSays.push('refused');
    await order.send('first', 'first');
    const refused = await codes.find(order.id);
    expect(refused).toMatchObject({ state: 'unsent', sends: 0, wrongCodes: 0 });
    expect(refused).not.toHaveProperty('lastSentAt');
    otp.providerSays.push('unknown');
    await order.send('first', 'first');
    expect(await codes.find(order.id)).toMatchObject({ state: 'issued', sends: 1 });
  });

  it('is nothing where no code was made', async () => expect(await codes.find('nobody')).toBeUndefined());
});
