import { z } from 'zod';

export const deliverySchema = z.object({
  deliveryId: z.string(),
  kind: z.string(),
  subject: z.string(),
  state: z.string(),
  origin: z.string().optional(),
  path: z.string().optional(),
  attempts: z.number(),
  lastOutcome: z.string().optional(),
  lastResultCode: z.string().optional(),
  lastError: z.string().optional(),
  nextAttemptAt: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Delivery = z.infer<typeof deliverySchema>;

const attemptSchema = z.object({
  number: z.number(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  outcome: z.string().optional(),
  httpStatus: z.number().optional(),
  resultCode: z.string().optional(),
  error: z.string().optional(),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const deliveriesSchema = z.object({ deliveries: z.array(deliverySchema) });

export const shownDeliverySchema = z.object({
  delivery: deliverySchema,
  attempts: z.array(attemptSchema),
  payload: z.string().optional(),
});
export type ShownDelivery = z.infer<typeof shownDeliverySchema>;

export const deliveriesPath = '/operator/v1/deliveries';
export const deliveryPath = (id: string) => `${deliveriesPath}/${encodeURIComponent(id)}`;

/** What was answered, or why there is no answer. */
export const answerText = ({ outcome, httpStatus, resultCode, error }: Attempt): string =>
  outcome === undefined
    ? 'has not ended'
    : [outcome, httpStatus && `HTTP ${httpStatus}`, resultCode, error].filter(Boolean).join(', ');
