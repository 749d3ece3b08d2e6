import type { Handled, Postponed, Topic } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { milestone, type Logger } from '@wallet/service';
import { decisionLine } from './decision-line';
import { PostponedRecords } from './postponed-records';
import { countExpired, isExpired, type Answers, type Forwarding, type Message } from '../records/message';

/** What became of each message, in their order; nothing at all of facts that say nothing. */
export type Handle<Payload> = (batch: readonly Message<Payload>[]) => Promise<readonly Handled[] | void>;

export interface Service<Payload> {
  readonly topic: Topic<Payload>;
  readonly handle: Handle<Payload>;
  readonly bus: Answers & Forwarding;
  readonly clock: Clock;
  /** Absent: nothing is logged. */
  readonly logger?: Pick<Logger, 'info'>;
}

/**
 * Gives `handle` what is not expired, if there is any, and says what became of it. Throws PostponedRecords, for those that
 * are locked or early, when all others are answered; and what `handle` throws, when nothing is. Each is one line of the log.
 */
export async function serve<Payload>(
  { topic, handle, bus, clock, logger }: Service<Payload>,
  batch: readonly Message<Payload>[],
): Promise<void> {
  const now = clock.now();
  const live = batch.filter((message) => topic.outlivesItsDeadline?.(message.payload) || !isExpired(message, now));
  if (live.length === 0) return;
  const handled = await handle(live);
  const log = (message: Message<unknown>, outcome?: Handled): void => {
    const line = decisionLine(message, outcome);
    if (line) logger?.info(line, 'decided');
  };
  if (!handled) return live.forEach((message) => log(message));
  if (handled.length !== live.length) throw new Error(`${handled.length} outcomes of ${live.length} commands`);
  await Promise.all(live.map((message, index) => say(bus, message, handled[index])));
  live.forEach((message, index) => log(message, handled[index]));
  milestone(`answered.${topic.name}`);
  const those = (what: Postponed) => live.filter((_, index) => handled[index] === what);
  const [locked, early] = [those('locked'), those('early')];
  if (locked.length + early.length > 0) throw new PostponedRecords(locked, early);
}

async function say(bus: Answers & Forwarding, message: Message<unknown>, handled: Handled | undefined): Promise<void> {
  if (handled === 'expired') countExpired(message);
  if (typeof handled !== 'object') return;
  await ('topic' in handled ? bus.forward(message, handled.topic, handled.payload) : bus.answer(message, handled));
}
