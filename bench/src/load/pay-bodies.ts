import { randomInt } from 'node:crypto';
import type { Parties, Sale } from '@wallet/testkit';

/** In the form of Alipay+'s own ids. */
export function newPaymentRequestId(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const digits = Array.from({ length: 3 }, () => String(randomInt(1_000_000)).padStart(6, '0'));
  return `${day}190741${digits.join('')}`;
}

export const saleOf = (parties: Parties, paymentRequestId = newPaymentRequestId()): Sale => ({
  parties,
  paymentRequestId,
  merchantName: 'Bench Shop',
  amount: { currency: 'HKD', value: '12050' },
});
