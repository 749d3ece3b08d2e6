import type { Topic } from './topic/define-topic';
import type { Answer } from './gateway/answer';

/** What a use case sees of a message; of a fact too, which has no deadline. */
export interface Command<Payload = unknown> {
  readonly payload: Payload;
  /** The business id that orders the records of its topic. */
  readonly key: string;
  /** E.g. `SettlePayment`. */
  readonly type: string;
  /** The id of the gateway's command; the same over every forward. */
  readonly correlationId: string;
  /** After this moment it does nothing, unless its topic says otherwise. */
  readonly deadline?: Date;
  /** W3C Trace Context. */
  readonly traceparent: string;
}

/** The command goes on under another topic, with its correlation id, deadline, caller and trace. */
export interface Forward {
  readonly topic: Topic<unknown>;
  readonly payload: unknown;
}

/**
 * What became of one command; the transport says it. `expired`: its deadline has passed while it was handled, and nothing
 * was done. `locked`: another transaction holds what it needs. `early`: what it needs is on its way here. Nothing was done of
 * these two, and they come again a moment later.
 */
export type Handled = Answer | Forward | 'nothing' | 'expired' | Postponed;
export type Postponed = 'locked' | 'early';

export const isPostponed = (handled: Handled | undefined): handled is Postponed =>
  handled === 'locked' || handled === 'early';

export const forward = <Payload>(topic: Topic<Payload>, payload: Payload): Forward => ({ topic, payload });

/** The transport asks this before a use case runs; the use case, after it has waited for a lock. */
export const isExpired = ({ deadline }: Pick<Command, 'deadline'>, now: Date): boolean =>
  deadline !== undefined && deadline <= now;
