import { businessTime } from './business-time';
import { newPaymentId } from './payment/payment-id';
import { proposeVerifyRequestId } from './order/verify-request-id';

describe('a proposed verifyRequestId', () => {
  it('is 32 characters of base 62, the same for a redelivery, another for a repeat and for another purpose', () => {
    const proposed = proposeVerifyRequestId('first', 'c-1');
    expect(proposed).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(proposeVerifyRequestId('first', 'c-1')).toBe(proposed);
    expect(proposeVerifyRequestId('first', 'c-2')).not.toBe(proposed);
    expect(proposeVerifyRequestId('resend', 'c-1')).not.toBe(proposed);
  });
});

describe('a paymentId', () => {
  const at = (now: string) => newPaymentId(businessTime(new Date(now), 480));

  it('is the business day, the moment and 13 random digits', () => {
    const ids = Array.from({ length: 100 }, () => at('2026-11-21T16:00:00.123Z'));
    for (const id of ids) expect(id).toMatch(/^202611221795276800123\d{13}$/);
    expect(new Set(ids).size).toBe(100);
  });

  it('is greater than one of an earlier moment', () => {
    const moments = ['2026-11-21T15:59:59.999Z', '2026-11-21T16:00:00.000Z', '2026-11-21T16:00:00.001Z'];
    const ids = moments.map(at);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('the business day', () => {
  it.each([
    ['2026-11-21T15:59:59.999Z', 480, '2026-11-21'],
    ['2026-11-21T16:00:00.000Z', 480, '2026-11-22'],
    ['2026-11-21T02:00:00.000Z', -180, '2026-11-20'],
  ])('of %s at %i minutes is %s', (now, offset, day) => {
    expect(businessTime(new Date(now), offset).day).toBe(day);
  });
});
