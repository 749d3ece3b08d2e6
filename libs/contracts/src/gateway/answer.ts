import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { orderRefusalSchema, refusalSchema } from '../fields/refusal';
import { echoedAdditions, echoedSchema } from '../fields/purchase';
import { codeResults } from '../payments/code-book';
import { orderViewSchema } from '../payments/order-view';
import { refundTermsSchema } from '../payments/refund-payment';
import type { SealPlace } from '../fields/sealed';
import { agreementResults } from './agreement-results';
import { ids } from '../fields/ids';

const paidSchema = z.object({
  kind: z.literal('paid'),
  paymentId: ids.paymentId,
  paidAt: z.iso.datetime(),
  customerId: ids.customerId,
});

/** What an inquiry finds: the order's result so far. */
const inquiredSchema = z.object({
  kind: z.literal('inquired'),
  payment: z.discriminatedUnion('status', [
    paidSchema.omit({ kind: true }).extend({ status: z.literal('paid') }),
    z.object({ status: z.literal('waiting') }),
    z.object({ status: z.literal('failed'), refusal: orderRefusalSchema }),
  ]),
  /** Absent when the id was cancelled before anything was ordered. */
  paymentAmount: moneySchema.optional(),
  payToAmount: moneySchema.optional(),
  ...echoedSchema.shape,
});

const refundedSchema = refundTermsSchema.extend({
  kind: z.literal('refunded'),
  refundId: ids.refundId,
  refundedAt: z.iso.datetime(),
});

const resultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('evaluated'), customerId: ids.customerId }),
  z.object({ kind: z.literal('otp-sent'), verifyRequestId: z.string() }),
  paidSchema,
  inquiredSchema,
  z.object({ kind: z.literal('cancelled') }),
  refundedSchema,
  z.object({ kind: z.literal('scanned-order'), order: orderViewSchema }),
  /** `next`: the last of them, when there may be older ones. */
  z.object({ kind: z.literal('order-page'), orders: z.array(orderViewSchema), next: ids.orderId.optional() }),
  ...agreementResults,
  ...codeResults,
]);

/**
 * Why the outcome is unknown: `awaiting-otp` (the order waits for its code; with the id after call 2), `otp-wrong` (the
 * code of an authCode or token, tries are left), `throttled` (a limit of sends), `fault` (a dependency or a bug of ours), `no-answer` (the deadline passed), `overload` (shed).
 */
export const answerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), result: resultSchema }),
  z.object({ outcome: z.literal('refused'), refusal: refusalSchema }),
  z.object({
    outcome: z.literal('unknown'),
    reason: z.enum(['awaiting-otp', 'otp-wrong', 'throttled', 'fault', 'no-answer', 'overload']),
    verifyRequestId: z.string().optional(),
  }),
]);
export type Answer = z.infer<typeof answerSchema>;
export type Result = z.infer<typeof resultSchema>;
export type UnknownReason = Extract<Answer, { outcome: 'unknown' }>['reason'];

/** The answers to the gateway's commands, keyed by the correlation id. */
export const answers = defineTopic<Answer>({
  name: 'gateway.call.answer.v1',
  type: 'Answer',
  schema: answerSchema,
  restsOn: ['seal'],
  additions: echoedAdditions('result.'),
});

/** Where the seals of an answer belong. */
export const answerPlace = (correlationId: string): SealPlace => ({
  topic: answers.name,
  type: answers.type,
  key: correlationId,
  correlationId,
});
