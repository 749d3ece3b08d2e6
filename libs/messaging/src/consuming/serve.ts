import type { Handled, Postponed, Topic } from '@wallet/contracts';
import { unknown, type Clock } from '@wallet/kernel';
import { milestone, type Logger } from '@wallet/service';
import { decisionLine } from './decision-line';
import type { SharedKeys } from '../keys/shared-keys';
import { PostponedRecords } from './postponed-records';
import { countExpired, isExpired, type Answers, type Forwarding, type Message } from '../records/message';

/** What became of each message, in their order; nothing at all of facts that say nothing. */
export type Handle<Payload> = (batch: readonly Message<Payload>[]) => Promise<readonly Handled[] | void>;

export interface Service<Payload> {
  readonly topic: Topic<Payload>;
  readonly handle: Handle<Payload>;
  readonly bus: Answers & Forwarding;
  /** Absent: what was made with other keys than this process has is handled too. */
  readonly keys?: Pick<SharedKeys, 'differFrom'>;
  readonly clock: Clock;
  /** Absent: nothing is logged. */
  readonly logger?: Pick<Logger, 'info'>;
}

/**
 * Gives `handle` what is not expired and was made with our keys, if there is any, and says what became of it. What was made
 * with other keys is answered unknown, or waits, as for a broken dependency. Throws PostponedRecords, for those that are
 * locked or early, when all others are answered; and what `handle` throws, when nothing is. Each is one line of the log.
 */
export async function serve<Payload>(service: Service<Payload>, batch: readonly Message<Payload>[]): Promise<void> {
  const { topic, bus, clock, logger } = service;
  const now = clock.now();
  const live = batch.filter((message) => topic.outlivesItsDeadline?.(message.payload) || !isExpired(message, now));
  if (live.length === 0) return;
  const outcomes = await outcomesOf(service, live);
  await Promise.all(live.map((message) => say(bus, message, outcomes.get(message))));
  for (const message of live) {
    const line = decisionLine(message, outcomes.get(message));
    if (line) logger?.info(line, 'decided');
  }
  if (outcomes.size > 0) milestone(`answered.${topic.name}`);
  const those = (what: Postponed) => live.filter((message) => outcomes.get(message) === what);
  const [locked, early] = [those('locked'), those('early')];
  if (locked.length + early.length > 0) throw new PostponedRecords(locked, early);
}

type Outcomes = Map<Message<unknown>, Handled>;

/** Of facts that were taken there is none. */
async function outcomesOf<Payload>(service: Service<Payload>, live: readonly Message<Payload>[]): Promise<Outcomes> {
  const outcomes = ofOtherKeys(service, live);
  const ours = live.filter((message) => !outcomes.has(message));
  if (ours.length === 0) return outcomes;
  const handled = await service.handle(ours);
  if (handled && handled.length !== ours.length)
    throw new Error(`${handled.length} outcomes of ${ours.length} commands`);
  handled?.forEach((outcome, index) => outcomes.set(ours[index]!, outcome));
  return outcomes;
}

/** What was made with other keys; where it waits, the later ones of its key wait with it. */
function ofOtherKeys<Payload>({ topic, keys }: Service<Payload>, live: readonly Message<Payload>[]): Outcomes {
  const outcomes: Outcomes = new Map();
  const waiting = new Set<string>();
  for (const message of live) {
    if (!waiting.has(message.key) && !keys?.differFrom(message)) continue;
    outcomes.set(message, topic.onDependencyFault === 'wait' ? 'early' : unknown('fault'));
    if (topic.onDependencyFault === 'wait') waiting.add(message.key);
  }
  return outcomes;
}

async function say(bus: Answers & Forwarding, message: Message<unknown>, handled: Handled | undefined): Promise<void> {
  if (handled === 'expired') countExpired(message);
  if (typeof handled !== 'object') return;
  await ('topic' in handled ? bus.forward(message, handled.topic, handled.payload) : bus.answer(message, handled));
}
