import { z } from 'zod';
import type { Parsed } from '../parsed';
import { id, resultSchema, wireAmount, wireDateTime } from './fields';
import { parseWith } from './parse-with';

const notifyPaymentSchema = z.object({
  paymentResult: resultSchema.extend({ resultStatus: z.enum(['S', 'F']) }),
  paymentRequestId: id(),
  paymentId: id().optional(),
  paymentAmount: wireAmount.optional(),
  payToAmount: wireAmount.optional(),
  paymentTime: wireDateTime.optional(),
  customerId: id().optional(),
});

const notifyPaymentAnswerSchema = z.object({ result: resultSchema });

/** Our notice of a final result, so never `U`. See docs/alipayplus.md#notifypayment. */
export type NotifyPayment = z.output<typeof notifyPaymentSchema>;

/** What Alipay+ answers to it. */
export type NotifyPaymentAnswer = z.output<typeof notifyPaymentAnswerSchema>;

export const parseNotifyPayment = (json: unknown): Parsed<NotifyPayment> => parseWith(notifyPaymentSchema, json);

export const parseNotifyPaymentAnswer = (json: unknown): Parsed<NotifyPaymentAnswer> =>
  parseWith(notifyPaymentAnswerSchema, json);
