import type { WireAmount } from '../books/amounts';
import type { Parties } from './easy-pay-requests';
import type { JsonObject } from '../wire/exchange';

export interface Refund {
  readonly paymentRequestId: string;
  /** The wallet's id of the payment. */
  readonly paymentId: string;
  readonly refundRequestId: string;
  /** To the user, in the currency of `paymentAmount`. */
  readonly refundAmount: WireAmount;
  /** Out of what was settled, in the currency of `payToAmount`. */
  readonly refundFromAmount: WireAmount;
  readonly refundReason?: string | undefined;
}

export const refundRequest = ({ acquirerId, pspId }: Parties, { refundReason, ...refund }: Refund): JsonObject => ({
  acquirerId,
  ...refund,
  pspId,
  ...(refundReason !== undefined && { refundReason }),
});
