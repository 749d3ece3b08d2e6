import type { ResultCode } from '@wallet/alipayplus';
import type { WalletCall } from '../conformance/wallet-call';
import { isSame, type Amounts, type WireAmount } from './amounts';

/** What the wallet said, and when: `at` the call went out (or the notice came), `answeredAt` it was said. ISO 8601. */
export interface Said {
  readonly at: string;
  readonly answeredAt: string;
  /** S, F or U; `none`: there was no answer that can be believed. */
  readonly status: string;
  readonly code: string;
}

/** One thing that the wallet said of a payment: an answer to pay, an inquiry's `paymentResult`, or a notification. */
export interface Statement extends Said {
  readonly source: 'pay' | 'inquiry' | 'notification';
  readonly paymentId?: string;
  /** Of a notification: when the wallet sent it, as it says itself. */
  readonly sentAt?: string | undefined;
}

export interface Notification extends WalletCall {
  /** How this simulator answered it. */
  readonly answered: string;
  /** Why it was refused whatever was planned. */
  readonly refusal?: ResultCode | undefined;
}

/** One call of refund and its answer. */
export interface RefundTry extends Said {
  readonly refundRequestId: string;
  readonly refundAmount?: WireAmount | undefined;
  readonly refundFromAmount?: WireAmount | undefined;
  readonly refundId?: string | undefined;
}

/** Of an order behind a code: who has scanned it, and whether the wallet was told to leave it to the client SDK. */
export interface Scan {
  readonly customerId: string;
  readonly isHandledBySdk: boolean;
}

/** All that Alipay+ asked of a payment and all that the wallet said, the oldest first. */
export interface BookedPayment {
  readonly paymentRequestId: string;
  readonly statements: Statement[];
  readonly notifications: Notification[];
  readonly cancels: Said[];
  readonly refunds: RefundTry[];
  /** The amounts that were asked for; several only when requests with one id differed. */
  readonly asked: Amounts[];
  /** The amounts that the wallet named. */
  readonly named: Amounts[];
  customerId?: string;
  /** Absent: it was paid without a code. */
  scan?: Scan;
  /** `paymentExpiryTime`, as it was sent. */
  expiresAt?: string;
  /** When the first cancel went out. */
  cancelRequestedAt?: string;
}

export const newPayment = (paymentRequestId: string): BookedPayment => ({
  paymentRequestId,
  statements: [],
  notifications: [],
  cancels: [],
  refunds: [],
  asked: [],
  named: [],
});

/** Adds what is not yet among them. */
export function addAmounts(known: Amounts[], amounts: Amounts): void {
  const isKnown = known.some(
    (other) => isSame(other.paymentAmount, amounts.paymentAmount) && isSame(other.payToAmount, amounts.payToAmount),
  );
  if ((amounts.paymentAmount || amounts.payToAmount) && !isKnown) known.push(amounts);
}

/** F codes that refuse one request and say nothing of the order. */
const requestRefusals = new Set([
  'ACCESS_DENIED',
  'INVALID_CLIENT',
  'INVALID_SIGNATURE',
  'KEY_NOT_FOUND',
  'PARAM_ILLEGAL',
  'REPEAT_REQ_INCONSISTENT',
]);

export const isRequestRefusal = ({ status, code }: Said): boolean => status === 'F' && requestRefusals.has(code);

/** A result that can never change. */
export const isFinal = (said: Said): boolean => said.status === 'S' || (said.status === 'F' && !isRequestRefusal(said));

export const isDone = ({ status }: Said): boolean => status === 'S';

/** Of the two that were asked for or, of a payment that was not asked for here, named. */
export function amountsOfPayment({ asked, named }: BookedPayment): Amounts {
  const agreed = asked.length > 1 ? named[0] : undefined;
  return agreed ?? asked[0] ?? named[0] ?? {};
}
