import { Money } from '@wallet/money';
import { agreementOrder, paidAt, verifiedOrder } from '../../../test/orders';
import { isInCancelWindow } from './cancel-window';
import { decideCancellation } from './cancellation';
import type { PaidOrder } from '../order/order';

const decide = (order: PaidOrder) =>
  decideCancellation(order.paymentRequestId, order, { now: paidAt, dayOffsetMinutes: 480 });

describe('the window of a cancellation', () => {
  it.each([
    ['2026-03-01T00:00:00+08:00', '2026-03-02T00:29:59.999+08:00', true],
    ['2026-03-01T00:00:00+08:00', '2026-03-02T00:30:00+08:00', false],
    ['2026-03-01T23:59:59.999+08:00', '2026-03-02T00:29:59.999+08:00', true],
    ['2026-03-01T23:59:59.999+08:00', '2026-03-02T00:30:00+08:00', false],
    ['2026-03-02T00:00:00+08:00', '2026-03-03T00:29:59.999+08:00', true],
    ['2026-03-01T15:59:59Z', '2026-03-01T16:30:00Z', false],
    ['2026-03-01T16:00:00Z', '2026-03-01T16:30:00Z', true],
    ['2024-02-28T12:00:00+08:00', '2024-02-29T00:30:00+08:00', false],
  ])('of a payment at %s, at %s: %s', (paid, now, isOpen) => {
    expect(isInCancelWindow(new Date(paid), new Date(now))).toBe(isOpen);
  });
});

describe('the cancellation of a payment', () => {
  it('gives all of it back, also to its day', () => {
    expect(decide(verifiedOrder)).toMatchObject({
      kind: 'cancelled',
      order: { state: 'CANCELLED', version: 3, cancelledAt: paidAt, paymentId: '1', refunded: verifiedOrder.refunded },
      reversal: {
        posting: { kind: 'REVERSAL', subject: { orderId: 'p' }, entries: { length: 4 } },
        usage: { accountId: 'wallet:c:HKD', agreementId: undefined, day: '2026-01-01', amount: 100n },
      },
    });
  });

  it('gives back to its agreement too', () => {
    expect(decide(agreementOrder)).toHaveProperty('reversal.usage.agreementId', 'g');
  });

  it('gives back what refunds left, but the whole day usage', () => {
    const refunded = { refundAmount: Money.of('HKD', 40n), refundFromAmount: Money.of('CNY', 36n) };
    const decision = decide({ ...verifiedOrder, refunded });
    expect(decision).toMatchObject({ reversal: { usage: { amount: 100n } } });
    expect(decision).toHaveProperty('reversal.posting.entries.0', {
      accountId: 'wallet:c:HKD',
      currency: 'HKD',
      amount: 60n,
    });
  });

  it('counts the usage on the business day of the payment, where the day begins elsewhere', () => {
    const time = { now: paidAt, dayOffsetMinutes: -180 };
    expect(decideCancellation('p', verifiedOrder, time)).toHaveProperty('reversal.usage.day', '2025-12-31');
  });
});
