import { Money } from '@wallet/money';
import {
  cancel,
  cancelUnknown,
  nothingRefunded,
  refuse,
  tombstone,
  type AgreementOrder,
  type VerifiedOrder,
  type WaitingOrder,
} from '../src/domain/order/order';
import type { Terms } from '../src/domain/order/terms';

export const expiresAt = new Date('2026-01-01T00:10:00Z');
export const paidAt = new Date('2026-01-01T00:09:00Z');

export const terms: Terms = {
  paymentAmount: Money.of('HKD', 100n),
  payToAmount: Money.of('CNY', 90n),
  paymentMethodType: 'ALIPAY_HK',
  referenceMerchantId: 'm',
  merchantName: 'Tea House',
  lookup: { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' },
  acquirerId: 'a',
};

export const waitingOrder: WaitingOrder = {
  kind: 'EASY_PAY',
  paymentRequestId: 'p',
  version: 1,
  state: 'WAITING_FOR_OTP',
  terms,
  payer: { customerId: 'c', accountId: 'wallet:c:HKD', mobileNumber: '+85252412345' },
  debit: terms.paymentAmount,
  expiresAt,
};

const paid = {
  paymentRequestId: 'p',
  state: 'PAID',
  terms,
  customerId: 'c',
  accountId: 'wallet:c:HKD',
  debit: terms.paymentAmount,
  refunded: nothingRefunded(terms),
  paymentId: '1',
  paidAt,
} as const;

export const verifiedOrder: VerifiedOrder = {
  ...paid,
  kind: 'EASY_PAY',
  version: 2,
  verifyRequestId: 'v',
  authorization: undefined,
};

export const agreementOrder: AgreementOrder = {
  ...paid,
  kind: 'AGREEMENT',
  version: 1,
  terms: { ...terms, lookup: { by: 'accessToken', accessTokenHash: 'h' } },
  agreementId: 'g',
  expiresAt,
};

/** An order in every state, by name; those `UNKNOWN` were never ordered. */
export const ordersByState = {
  WAITING: waitingOrder,
  PAID: verifiedOrder,
  'PAID by token': agreementOrder,
  FAILED: refuse(waitingOrder, 'BalanceNotEnough', paidAt),
  CLOSED: refuse(waitingOrder, 'OrderClosed', paidAt),
  'CANCELLED waiting': cancel(waitingOrder, paidAt),
  'CANCELLED paid': cancel(verifiedOrder, paidAt),
  'CANCELLED unknown': cancelUnknown('p', paidAt),
  'FAILED unknown': tombstone('p', paidAt),
  unknown: undefined,
};
