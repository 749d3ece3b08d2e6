import type { Outcome, Reply } from '../domain/outcome';
import type { Next } from '../domain/schedule';

export interface NewDelivery {
  /** What the notice is about: a paymentRequestId. */
  readonly subject: string;
  readonly kind: 'NOTIFY_PAYMENT';
  /** The path to call and to sign. */
  readonly path: string;
  /** The exact text to send, now and at every repeat. */
  readonly body: string;
  readonly delayMs: number;
}

/** An attempt that was started and is ours alone until its lease ends. */
export interface StartedAttempt {
  readonly deliveryId: string;
  readonly subject: string;
  readonly path: string;
  readonly body: string;
  /** Counts from 1; attempts that were never finished count too. */
  readonly attemptNumber: number;
}

export interface FinishedAttempt extends Pick<StartedAttempt, 'deliveryId' | 'attemptNumber'> {
  readonly httpStatus: number | undefined;
  readonly reply: Reply;
  readonly outcome: Outcome;
  readonly next: Next;
}

/** What is to be told, and every attempt to tell it. All times are the store's own. Everything throws DependencyFault. */
export interface Deliveries {
  /** Adds those that are not there yet; the first of a subject and kind stays as it is for ever. */
  add(deliveries: readonly NewDelivery[]): Promise<void>;

  /** Starts an attempt of at most `limit` that are due. Nobody else gets them before `leaseMs` has passed. */
  start(limit: number, leaseMs: number): Promise<StartedAttempt[]>;

  /**
   * Keeps the result of an attempt and moves its delivery on. Returns the delivery's age; undefined when a later attempt
   * has been started meanwhile, because the lease had ended: then that one decides.
   */
  finish(attempt: FinishedAttempt): Promise<{ ageSeconds: number } | undefined>;

  /** How many are due now, those under way included. */
  countDue(): Promise<number>;
}
