import type { Refund } from '@wallet/alipayplus';
import { refundPayment } from '@wallet/contracts';
import { command, type ApiCommand, type ApiContext, type CallTerms } from './api';
import { quoteOf } from './quote';

/** `refund` in our own words; the parties are no business of ours. A stale one may be a replay, so it only reads. */
export function refundCommand(refund: Refund, _context: ApiContext, { isStale }: CallTerms): ApiCommand {
  const { paymentRequestId, paymentId, refundRequestId, refundReason } = refund;
  const { refundAmount, refundFromAmount, refundQuote, refundPromoInfo, surchargeInfo } = refund;
  return command(refundPayment, () => ({
    paymentRequestId,
    paymentId,
    refundRequestId,
    refundReason,
    refundAmount,
    refundFromAmount,
    refundQuote: refundQuote && quoteOf(refundQuote),
    refundPromoInfo,
    surchargeInfo,
    readOnly: isStale,
  }));
}
