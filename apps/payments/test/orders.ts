import { Money } from '@wallet/money';
import {
  cancel,
  cancelUnknown,
  nothingRefunded,
  refuse,
  tombstone,
  type AgreementOrder,
  type ConfirmedOrder,
  type ScannedOrder,
  type SdkOrder,
  type VerifiedOrder,
  type WaitingOrder,
} from '../src/domain/order/order';
import type { Terms } from '../src/domain/order/terms';

export const expiresAt = new Date('2026-01-01T00:10:00Z');
export const paidAt = new Date('2026-01-01T00:09:00Z');

export const terms: Terms & { readonly paymentMethodType: string } = {
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

const scannedTerms: Terms = {
  ...terms,
  paymentMethodType: undefined,
  lookup: { by: 'code', customerId: 'c', codeHash: 'h' },
  cashier: { orderAmount: Money.of('JPY', 2_000n) },
};

export const scannedOrder: ScannedOrder = {
  kind: 'SCAN',
  paymentRequestId: 'p',
  version: 1,
  state: 'WAITING_FOR_USER',
  terms: scannedTerms,
  payer: { customerId: 'c', accountId: 'wallet:c:HKD' },
  debit: terms.paymentAmount,
  expiresAt,
};

export const confirmedOrder: ConfirmedOrder = { ...paid, kind: 'SCAN', version: 2, terms: scannedTerms };

export const sdkOrder: SdkOrder = {
  kind: 'SDK',
  paymentRequestId: 'p',
  version: 1,
  state: 'WAITING_FOR_USER',
  terms: undefined,
  payer: { customerId: 'c' },
  expiresAt,
};

/** An order in every state, by name; those `UNKNOWN` were never ordered. */
export const ordersByState = {
  WAITING: waitingOrder,
  PAID: verifiedOrder,
  'PAID by token': agreementOrder,
  'WAITING scanned': scannedOrder,
  'PAID scanned': confirmedOrder,
  'CLOSED scanned': refuse(scannedOrder, 'OrderClosed', paidAt),
  'WAITING for the SDK': sdkOrder,
  'CLOSED for the SDK': refuse(sdkOrder, 'OrderClosed', paidAt),
  FAILED: refuse(waitingOrder, 'BalanceNotEnough', paidAt),
  CLOSED: refuse(waitingOrder, 'OrderClosed', paidAt),
  'CANCELLED waiting': cancel(waitingOrder, paidAt),
  'CANCELLED paid': cancel(verifiedOrder, paidAt),
  'CANCELLED unknown': cancelUnknown('p', paidAt),
  'FAILED unknown': tombstone('p', paidAt),
  unknown: undefined,
};
