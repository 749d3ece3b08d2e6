import { isExpired as isOver, type Answer, type Command, type Topic } from '@wallet/contracts';
import { metrics } from '@wallet/service';
import type { Fingerprints } from './fingerprints';

/** A decoded record: who asks what, until when, and who waits for the answer. */
export interface Message<Payload> extends Command<Payload> {
  readonly id: string;
  /** The topic's name without the site's prefix. */
  readonly topic: string;
  readonly occurredAt: Date;
  /** Set when somebody waits for an answer. */
  readonly replyTo?: string;
  /** Of the keys that what it holds was made with, as its sender said; absent: it said nothing. */
  readonly fingerprints?: Fingerprints;
}

const stale = metrics.counter(
  'messaging_stale_records_total',
  'Commands and answers that came too late to be worth it',
  ['topic'],
);
const counted = new WeakSet<Message<unknown>>();

/** A stale command does nothing: its caller has long been answered `unknown`. Each is counted once. */
export function isExpired(message: Message<unknown>, now: Date): boolean {
  if (!isOver(message, now)) return false;
  countExpired(message);
  return true;
}

export function countExpired(message: Message<unknown>): void {
  if (!counted.has(message)) countStale(message.topic);
  counted.add(message);
}

export const countStale = (topic: string): void => stale.inc({ topic });

/** What an answer needs to know of the message that it ends. */
export type Caller = Pick<Message<unknown>, 'correlationId' | 'traceparent' | 'deadline' | 'replyTo' | 'fingerprints'>;

/** Answers the gateway directly. Best effort: never throws, and sends nothing when nobody waits any more. */
export interface Answers {
  answer(message: Message<unknown>, answer: Answer): Promise<void>;
}

/** Hands a command on; it keeps its correlation id, deadline, caller and trace. Best effort: never throws. */
export interface Forwarding {
  forward<Payload>(message: Message<unknown>, topic: Topic<Payload>, payload: Payload): Promise<void>;
}
