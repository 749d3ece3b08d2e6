import type { z } from 'zod';
import type { SharedKey } from './shared-keys';

/** A command asks for something and may be answered; a fact says what has happened; an answer ends a call. */
export type TopicKind = 'command' | 'fact' | 'answer';

/**
 * What the consumer does with a record when a *dependency* is broken (Postgres, Redis, a provider):
 * `answer-unknown` answers the caller and acknowledges, because the caller's repeat heals it;
 * `wait` holds the record until the dependency is back. Nothing of it is ever a dead letter.
 */
export type OnDependencyFault = 'answer-unknown' | 'wait';

/** One Kafka topic: its name, the one message type on it, and how that message is keyed. */
export interface Topic<Payload> {
  /** `<owner>.<noun>.<kind>.v<n>`; the owner consumes commands and publishes facts. */
  readonly name: string;
  readonly kind: TopicKind;
  /** Imperative for a command (`OpenOrder`), past tense for a fact (`PaymentSettled`). */
  readonly type: string;
  readonly version: number;
  readonly schema: z.ZodType<Payload>;
  /** The business id that orders the records of this topic; a record with another key is refused. Answers: the correlation id. */
  keyOf?(payload: Payload): string;
  /** Its facts hold sealed tokens or codes: an outbox keeps none of them once it is sent. */
  readonly carriesSecrets?: true;
  /** What its payload may hold was made with these: the transport compares them before anything is handled. */
  readonly restsOn?: readonly SharedKey[];
  /**
   * Paths of optional fields that the release before refuses: they travel in a header of the record, which it does not
   * read. Empty again in the release after the one that adds them.
   */
  readonly additions?: readonly string[];
  readonly onDependencyFault: OnDependencyFault;
  /** True for a command that is handled after its deadline too: its caller has gone, and what it asks for still counts. */
  outlivesItsDeadline?(payload: Payload): boolean;
}

type Defined<Payload> = Omit<Topic<Payload>, 'kind' | 'version' | 'onDependencyFault'> &
  Partial<Pick<Topic<Payload>, 'onDependencyFault'>>;

/** The name says kind and version. Unless it is given, `onDependencyFault` is `wait` for a fact, else `answer-unknown`. */
export function defineTopic<Payload>(topic: Defined<Payload>): Topic<Payload> {
  const [, kind, version] = /^[a-z]+\.[a-z-]+\.(command|fact|answer)\.v(\d+)$/.exec(topic.name) ?? [];
  if (!kind) throw new Error(`topic name ${topic.name} is not <owner>.<noun>.<kind>.v<n>`);
  const onDependencyFault = kind === 'fact' ? 'wait' : 'answer-unknown';
  return { onDependencyFault, ...topic, kind: kind as TopicKind, version: Number(version) };
}
