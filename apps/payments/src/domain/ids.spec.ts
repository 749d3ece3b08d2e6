import { businessTime } from './business-time';
import { newPaymentId } from './payment-id';
import { proposeVerifyRequestId } from './verify-request-id';

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
  it('is the business day and 26 random digits', () => {
    const ids = Array.from({ length: 100 }, () => newPaymentId('2026-11-22'));
    for (const id of ids) expect(id).toMatch(/^20261122\d{26}$/);
    expect(new Set(ids).size).toBe(100);
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
