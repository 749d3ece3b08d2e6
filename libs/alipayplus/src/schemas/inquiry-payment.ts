import { z } from 'zod';
import type { Parsed } from '../parsed';
import { id, resultSchema, wireAmount, wireDateTime } from './fields';
import { parseWith } from './parse-with';
import { verbatim } from './verbatim';

const inquiryPaymentSchema = z.object({ acquirerId: id(), pspId: id(), paymentRequestId: id() });

const inquiryPaymentAnswerSchema = z.object({
  result: resultSchema,
  paymentResult: resultSchema.optional(),
  paymentId: id().optional(),
  paymentTime: wireDateTime.optional(),
  paymentAmount: wireAmount.optional(),
  payToAmount: wireAmount.optional(),
  customerId: id().optional(),
  paymentPromoInfo: verbatim.optional(),
});

/** What became of a payment? See docs/alipayplus.md#inquirypayment. */
export type InquiryPayment = z.output<typeof inquiryPaymentSchema>;

/** `result` is the outcome of the inquiry, `paymentResult` that of the payment. */
export type InquiryPaymentAnswer = z.output<typeof inquiryPaymentAnswerSchema>;

export const parseInquiryPayment = (json: unknown): Parsed<InquiryPayment> => parseWith(inquiryPaymentSchema, json);

export const parseInquiryPaymentAnswer = (json: unknown): Parsed<InquiryPaymentAnswer> =>
  parseWith(inquiryPaymentAnswerSchema, json);
