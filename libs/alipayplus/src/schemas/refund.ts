import { z } from 'zod';
import type { Parsed } from '../parsed';
import { amount, freeText, id, positiveAmount, resultSchema, wireAmount, wireDateTime } from './fields';
import { parseWith } from './parse-with';
import { quote, wireQuote } from './quote';
import { verbatim } from './verbatim';

const refundSchema = z.object({
  acquirerId: id(),
  pspId: id(),
  paymentRequestId: id(),
  paymentId: id(),
  refundRequestId: id(),
  /** To the user, in the currency of `paymentAmount`. */
  refundAmount: positiveAmount,
  /** Out of what was settled, in the currency of `payToAmount`; zero for a part that is worth less than its smallest unit. */
  refundFromAmount: amount,
  refundQuote: quote.optional(),
  surchargeInfo: verbatim.optional(),
  refundPromoInfo: verbatim.optional(),
  refundReason: freeText(256).optional(),
});

const refundAnswerSchema = z.object({
  result: resultSchema,
  refundId: id().optional(),
  refundTime: wireDateTime.optional(),
  refundAmount: wireAmount.optional(),
  refundFromAmount: wireAmount.optional(),
  refundQuote: wireQuote.optional(),
  refundPromoInfo: verbatim.optional(),
});

/** Give back a payment, whole or in part. See docs/alipayplus.md#refund. */
export type Refund = z.output<typeof refundSchema>;

export type RefundAnswer = z.output<typeof refundAnswerSchema>;

export const parseRefund = (json: unknown): Parsed<Refund> => parseWith(refundSchema, json);

export const parseRefundAnswer = (json: unknown): Parsed<RefundAnswer> => parseWith(refundAnswerSchema, json);
