import type { DeliveryKind } from '../../domain/delivery-kind';
import type { Outcome, Reply } from '../../domain/outcome';
import type { DeliveryState, Next } from '../../domain/schedule';

export interface NewDelivery {
  /** Of the fact that it tells: one delivery for each. */
  readonly eventId: string;
  /** What the notice is about: a paymentRequestId, or the key of a binding. */
  readonly subject: string;
  readonly kind: DeliveryKind;
  /** Scheme, host and port; null for the agreed address. */
  readonly origin: string | null;
  /** The path and query to call and to sign. */
  readonly path: string;
  /** The exact text to send, now and at every repeat. */
  readonly body: string;
  readonly delayMs: number;
  /** Of the call that led to it. */
  readonly traceId: string;
}

export interface Claim {
  /** Of the deliveries that go there; null for the agreed address. */
  readonly origin: string | null;
  readonly limit: number;
  readonly leaseMs: number;
}

/** An attempt that was started and is ours alone until its lease ends. */
export interface StartedAttempt extends Pick<NewDelivery, 'subject' | 'kind' | 'origin' | 'path'> {
  readonly deliveryId: string;
  /** Undefined when it cannot be opened: its seal key is missing. */
  readonly body: string | undefined;
  /** Null of what an older release has recorded. */
  readonly traceId: string | null;
  /** Counts from 1; attempts that were never finished count too. */
  readonly attemptNumber: number;
  /** The same, counted anew since an operator had the delivery sent again. */
  readonly scheduleNumber: number;
}

export interface FinishedAttempt extends Pick<StartedAttempt, 'deliveryId' | 'attemptNumber'> {
  readonly httpStatus: number | undefined;
  readonly reply: Reply;
  readonly outcome: Outcome;
  readonly next: Next;
}

/** The delivery after an attempt; SUPERSEDED when it was withdrawn meanwhile, whatever the attempt has led to. */
export interface RecordedAttempt {
  readonly state: DeliveryState;
  readonly ageSeconds: number;
}

export interface Backlog {
  /** To be sent now, those included that are under way or wait for an earlier one. */
  readonly due: number;
  /** Age of the oldest one that is not acknowledged and not given up; 0 when there is none. */
  readonly oldestSeconds: number;
  /** Given up, and nobody has dealt with them yet. */
  readonly dead: number;
}

/**
 * What is to be told, and every attempt to tell it. The deliveries of one subject are sent in the order in which they
 * were added, never two at once: one that is DEAD holds up nothing. A text that tells of an agreement is kept sealed, and
 * only for as long as it may be sent. All times are the store's own. Everything throws DependencyFault.
 */
export interface Deliveries {
  /**
   * Adds those that are not there yet; the first of an event stays as it is for ever. A TOKEN_CANCELED withdraws the
   * TOKEN_CREATED of its subject, and `cancelledPayments` the notices that these payments succeeded, unless they were
   * acknowledged; an attempt under way still ends. What is withdrawn stays so, also when it comes only afterwards.
   */
  add(deliveries: readonly NewDelivery[], cancelledPayments?: readonly string[]): Promise<void>;

  /**
   * Starts an attempt of at most `limit` that are due, half of them those that are due for the longest time, half those
   * that became due last: neither waits for the other's backlog. Nobody else gets them before `leaseMs` has passed.
   */
  start(claim: Claim): Promise<StartedAttempt[]>;

  /**
   * Keeps the result of an attempt and moves its delivery on; with a DEAD one goes an alert. Undefined when a later attempt
   * has been started meanwhile, because the lease had ended: then that one decides.
   */
  finish(attempt: FinishedAttempt): Promise<RecordedAttempt | undefined>;

  /** What was to go to any other origin than these goes to the agreed address, by its path. */
  readdress(origins: readonly string[], agreedPath: string): Promise<void>;

  backlog(): Promise<Backlog>;

  /** Removes at most `limit` that were done with, so many days ago, with all that is known of them. How many. */
  purge(days: number, limit: number): Promise<number>;
}
