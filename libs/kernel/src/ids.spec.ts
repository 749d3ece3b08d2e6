import type { AccountId, CustomerId, PaymentId, PaymentRequestId } from './ids';

const customer = (id: CustomerId): string => id;
const refund = (orderId: PaymentRequestId, paymentId: PaymentId): string => `${orderId} ${paymentId}`;

/** That each of these lines must not compile is checked with the types of all specs. */
it('takes plain strings for ids, and no id for one of another kind', () => {
  const [accountId, orderId, paymentId]: [AccountId, PaymentRequestId, PaymentId] = [
    'wallet:1',
    'order-1',
    'payment-1',
  ];
  expect(customer('customer-1')).toBe('customer-1');
  // @ts-expect-error an account is no customer
  expect(customer(accountId)).toBe(accountId);
  expect(refund(orderId, paymentId)).toBe('order-1 payment-1');
  // @ts-expect-error the two are in the wrong order
  expect(refund(paymentId, orderId)).toBe('payment-1 order-1');
});
