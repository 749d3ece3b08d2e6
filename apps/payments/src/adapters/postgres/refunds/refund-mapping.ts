import { Money } from '@wallet/money';
import type { Refund } from '../../../domain/refund/refund';
import type { RefundRow } from '../rows/refund.row';

/** Throws on a row that the table's constraints do not allow. */
export function toRefund(row: RefundRow): Refund {
  const decided = {
    refundRequestId: row.refund_request_id,
    paymentRequestId: row.payment_request_id,
    paymentId: row.payment_id,
    terms: {
      refundAmount: Money.of(row.refund_currency, row.refund_amount),
      refundFromAmount: Money.of(row.refund_from_currency, row.refund_from_amount),
      refundQuote: row.quote ?? undefined,
      refundPromoInfo: row.promo_info ?? undefined,
      surchargeInfo: row.surcharge_info ?? undefined,
    },
    reason: row.reason ?? undefined,
    decidedAt: row.created_at,
  };
  if (row.refusal !== null) return { ...decided, state: 'REFUSED', refusal: row.refusal };
  if (row.refund_id === null) throw new Error(`refund ${row.refund_request_id} has no refund_id`);
  return { ...decided, state: 'SUCCEEDED', refundId: row.refund_id };
}

/** As JSON for `json_populate_recordset`; amounts as text, what is missing is null. */
export function toRefundRow(refund: Refund, traceId: string): object {
  const { refundAmount, refundFromAmount, refundQuote, refundPromoInfo, surchargeInfo } = refund.terms;
  return {
    refund_request_id: refund.refundRequestId,
    payment_request_id: refund.paymentRequestId,
    payment_id: refund.paymentId,
    state: refund.state,
    refusal: refund.state === 'REFUSED' ? refund.refusal : null,
    refund_id: refund.state === 'SUCCEEDED' ? refund.refundId : null,
    refund_amount: refundAmount.minorUnits.toString(),
    refund_currency: refundAmount.currency,
    refund_from_amount: refundFromAmount.minorUnits.toString(),
    refund_from_currency: refundFromAmount.currency,
    quote: refundQuote,
    promo_info: refundPromoInfo,
    surcharge_info: surchargeInfo,
    reason: refund.reason,
    trace_id: traceId,
    created_at: refund.decidedAt,
  };
}
