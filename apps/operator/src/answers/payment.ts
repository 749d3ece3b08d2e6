import { z } from 'zod';
import { amountSchema } from '../amount';
import type { Attempt, Delivery } from './delivery';

const eventSchema = z.looseObject({
  version: z.number(),
  type: z.string(),
  refusal: z.string().nullable(),
  command: z.string().nullable(),
  traceId: z.string().nullable(),
  occurredAt: z.string(),
});

const refundSchema = z.looseObject({
  refundRequestId: z.string(),
  state: z.string(),
  refusal: z.string().nullable(),
  refundAmount: amountSchema,
  refundFromAmount: amountSchema,
  createdAt: z.string(),
});

const postingSchema = z.looseObject({
  transactionId: z.string(),
  kind: z.string(),
  postedAt: z.string(),
  entries: z.array(z.object({ accountId: z.string(), amount: amountSchema })),
});

/** What payments knows; what is not named here is passed on. */
export const paymentSchema = z.looseObject({
  order: z.looseObject({ paymentRequestId: z.string(), state: z.string() }),
  events: z.array(eventSchema),
  refunds: z.array(refundSchema),
  postings: z.array(postingSchema),
});

/** A payment with its notices, the oldest first. */
export type PaymentLife = z.infer<typeof paymentSchema> & {
  readonly deliveries: readonly (Omit<Delivery, 'attempts'> & { readonly attempts: readonly Attempt[] })[];
};
