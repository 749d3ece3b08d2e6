import type { Answer } from '@wallet/contracts';
import type { Commands } from '../dispatch';

const silentAfterMs = 1_000;

/** Commands that know how far behind those are who answer them. */
export class AgedCommands implements Commands {
  private readonly queues = new Map<string, Queue>();

  constructor(
    private readonly commands: Commands,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  get waiting(): number {
    return this.commands.waiting;
  }

  /** How long the oldest call waits that is in a queue, in ms. */
  get oldestMs(): number {
    const now = this.nowMs();
    let oldest = 0;
    for (const queue of this.queues.values()) oldest = Math.max(oldest, queue.oldestMs(now));
    return oldest;
  }

  ask: Commands['ask'] = async (topic, payload, call) => {
    const queue = this.queues.get(topic.name) ?? new Queue();
    this.queues.set(topic.name, queue);
    const number = queue.enter(this.nowMs());
    try {
      const reply = await this.commands.ask(topic, payload, call);
      if (wasAnswered(reply.answer)) queue.answered(number, this.nowMs());
      return reply;
    } finally {
      queue.leave(number);
    }
  };
}

/**
 * The calls of one topic. One that later ones have overtaken is in no queue: it waits for a lock or for a dead replica, and
 * says nothing of what the next call will meet. Where nothing is answered at all there is no queue either but an outage,
 * which ends with everything answered at once; until then the bound of waiters is enough.
 */
class Queue {
  /** When each was asked, by its number: those that wait and that no answered later one has overtaken. */
  private readonly inOrder = new Map<number, number>();
  private asked = 0;
  private answeredAt = -Infinity;

  oldestMs(now: number): number {
    if (now - this.answeredAt > silentAfterMs) return 0;
    const { value: askedAt } = this.inOrder.values().next();
    return askedAt === undefined ? 0 : now - askedAt;
  }

  enter(now: number): number {
    this.inOrder.set(this.asked, now);
    return this.asked++;
  }

  answered(number: number, now: number): void {
    this.answeredAt = now;
    for (const earlier of this.inOrder.keys()) {
      if (earlier > number) return;
      this.inOrder.delete(earlier);
    }
  }

  leave(number: number): void {
    this.inOrder.delete(number);
  }
}

/** By a service, not by the deadline or because Kafka did not take the command. */
const wasAnswered = (answer: Answer): boolean =>
  answer.outcome !== 'unknown' || (answer.reason !== 'no-answer' && answer.reason !== 'fault');
