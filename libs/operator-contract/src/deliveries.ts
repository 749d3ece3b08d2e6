import { z } from 'zod';
import { provenBooks } from './books';
import { commonEndpoints } from './dead-letters';
import { get, post } from './endpoint';
import { limitOf, moment, oneOf } from './fields';
import { noteBody, notedUnlessDryRun } from './operator-note';

const deliveryKinds = ['NOTIFY_PAYMENT', 'AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED'] as const;
const deliveryStates = ['RETRYING', 'ACKED', 'DEAD', 'SUPERSEDED', 'RESOLVED'] as const;

/** Never the text, which may hold tokens. */
const delivery = z.object({
  deliveryId: z.string(),
  kind: z.string(),
  subject: z.string(),
  state: z.string(),
  /** Scheme, host and port; absent for the agreed address. */
  origin: z.string().optional(),
  path: z.string().optional(),
  attempts: z.number(),
  lastOutcome: z.string().optional(),
  lastResultCode: z.string().optional(),
  lastError: z.string().optional(),
  /** While it is RETRYING. */
  nextAttemptAt: moment.optional(),
  createdAt: moment,
  updatedAt: moment,
});
export type Delivery = z.output<typeof delivery>;

const attempt = z.object({
  number: z.number(),
  startedAt: moment,
  /** Absent: it is under way, or its process died. */
  finishedAt: moment.optional(),
  outcome: z.string().optional(),
  httpStatus: z.number().optional(),
  resultCode: z.string().optional(),
  error: z.string().optional(),
});
export type Attempt = z.output<typeof attempt>;

/** Attempts: the oldest first. The text only of a notifyPayment. */
const shownDelivery = z.object({ delivery, attempts: z.array(attempt), payload: z.string().optional() });
export type ShownDelivery = z.output<typeof shownDelivery>;

const notice = z.object({
  subject: z.string(),
  state: z.string(),
  kind: z.string(),
  acknowledgedAt: moment.nullish(),
});
export type Notice = z.output<typeof notice>;

/** How many are meant, and how many of these are sent again. */
const replayed = z.object({ matched: z.number(), replayed: z.number() });
export type Replayed = z.output<typeof replayed>;

const subject = z.string('must be a text').min(1, 'must not be empty').optional();
const kind = oneOf(deliveryKinds).optional();
const ids = z
  .array(z.string().regex(/^\d{1,18}$/, 'must be a delivery id'))
  .min(1)
  .max(1_000)
  .optional();

/** The calls of notifier. */
export const notifierEndpoints = {
  ...commonEndpoints,
  listDeliveries: get('deliveries', 'viewer', 'The notices to Alipay+, the newest first', {
    query: z.object({ state: oneOf(deliveryStates).optional(), kind, subject, limit: limitOf(500, 50) }),
    answer: z.object({ deliveries: z.array(delivery) }),
  }),
  showRetention: get('deliveries/retention', 'viewer', 'How long it remembers what is done with', {
    answer: z.object({ days: z.number().positive() }),
  }),
  showDelivery: get('deliveries/:id', 'viewer', 'One with its attempts, and the text of a notifyPayment', {
    answer: shownDelivery,
  }),
  listStates: post('deliveries/states', 'viewer', 'The notices of these subjects, the oldest first', {
    body: z.strictObject({ subjects: z.array(z.string()).max(1_000, 'at most 1000') }),
    answer: z.object({ states: z.array(notice) }),
  }),
  replayDeliveries: post('deliveries/replay', 'support', 'Sends DEAD ones again, 10,000 at most in one go', {
    body: notedUnlessDryRun({
      filter: z.strictObject({
        state: z.literal('DEAD', 'must be DEAD: only such a delivery is sent again'),
        kind,
        subject,
        ids,
      }),
      ratePerSecond: z.number().int().min(1).max(1_000).default(20),
    }),
    answer: replayed,
  }),
  resolveDelivery: post('deliveries/:id/resolve', 'support', 'Closes a DEAD one that was dealt with otherwise', {
    body: noteBody,
    answer: z.object({ delivery }),
  }),
  proveBooks: get('books', 'viewer', 'What must hold of notices and their attempts, and does it', {
    answer: provenBooks,
  }),
};
