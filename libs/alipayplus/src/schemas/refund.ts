import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { amount, freeText, id } from './fields';
import { parseWith } from './parse-with';
import { quote } from './quote';
import { verbatim } from './verbatim';

const fields = z.object({
  acquirerId: id(),
  pspId: id(),
  paymentRequestId: id(),
  paymentId: id(),
  refundRequestId: id(),
  /** To the user, in the currency of `paymentAmount`; zero for a rest that is left in the other currency only. */
  refundAmount: amount,
  /** Out of what was settled, in the currency of `payToAmount`; zero for a part that is worth less than its smallest unit. */
  refundFromAmount: amount,
  refundQuote: quote.optional(),
  surchargeInfo: verbatim.optional(),
  refundPromoInfo: verbatim.optional(),
  refundReason: freeText(256).optional(),
});

const refundSchema = fields.refine(
  ({ refundAmount, refundFromAmount }) =>
    !refundAmount.isZero || (!refundFromAmount.isZero && refundFromAmount.currency !== refundAmount.currency),
  { path: ['refundAmount', 'value'], error: 'must not be zero' },
);

/** Give back a payment, whole or in part. See docs/alipayplus.md#refund. */
export type Refund = z.output<typeof refundSchema>;

export const parseRefund = (json: unknown): Parsed<Refund> => parseWith(refundSchema, json);
