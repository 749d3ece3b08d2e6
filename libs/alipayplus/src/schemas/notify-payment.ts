import { z } from 'zod';
import type { Parsed } from '../parsed';
import { id, resultSchema, wireAmount, wireDateTime } from './fields';
import { parseWith } from './parse-with';
import { parseResultAnswer, type ResultAnswer } from './result-answer';
import { verbatim } from './verbatim';

const notifyPaymentSchema = z.object({
  paymentResult: resultSchema.extend({ resultStatus: z.enum(['S', 'F']) }),
  paymentRequestId: id(),
  paymentId: id().optional(),
  paymentAmount: wireAmount.optional(),
  payToAmount: wireAmount.optional(),
  paymentTime: wireDateTime.optional(),
  customerId: id().optional(),
  paymentPromoInfo: verbatim.optional(),
});

/** Our notice of a final result, so never `U`. See docs/alipayplus.md#notifypayment. */
export type NotifyPayment = z.output<typeof notifyPaymentSchema>;

/** What Alipay+ answers to it. */
export type NotifyPaymentAnswer = ResultAnswer;

export const parseNotifyPayment = (json: unknown): Parsed<NotifyPayment> => parseWith(notifyPaymentSchema, json);

export const parseNotifyPaymentAnswer: (json: unknown) => Parsed<NotifyPaymentAnswer> = parseResultAnswer;
