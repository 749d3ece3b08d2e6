import type { PaymentFact } from '@wallet/contracts';
import { Money } from '@wallet/money';

type Settled = Extract<PaymentFact, { fact: 'PaymentSettled' }>;
type Failed = Extract<PaymentFact, { fact: 'PaymentFailed' }>;

const common = {
  orderVersion: 2,
  acquirerId: '1022188000000000001',
  paymentAmount: Money.of('HKD', 12_050n),
  payToAmount: Money.of('HKD', 12_050n),
};

export const settled = (paymentRequestId: string, over: Partial<Settled> = {}): Settled => ({
  fact: 'PaymentSettled',
  ...common,
  paymentRequestId,
  paymentId: `P${paymentRequestId}`,
  paidAt: '2025-11-22T06:00:00.000Z',
  customerId: '2160000000000001',
  referenceMerchantId: '2188120000099147',
  merchantName: 'testAliasName',
  ...over,
});

export const failed = (paymentRequestId: string, over: Partial<Failed> = {}): Failed => ({
  fact: 'PaymentFailed',
  ...common,
  paymentRequestId,
  refusal: 'OrderClosed',
  failedAt: '2025-11-22T06:00:00.000Z',
  ...over,
});

export const cancelled = (paymentRequestId: string): PaymentFact => ({
  fact: 'PaymentCancelled',
  paymentRequestId,
  orderVersion: 3,
  cancelledAt: '2025-11-22T06:01:00.000Z',
});
