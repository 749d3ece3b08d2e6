import type { Answer } from '@wallet/contracts';
import type { Commands } from '../dispatch';

/** Commands that know how far behind those are who answer them. */
export class AgedCommands implements Commands {
  /** When each was asked, by its number: those that wait and that no answered later one has overtaken. */
  private readonly inOrder = new Map<number, number>();
  private asked = 0;

  constructor(
    private readonly commands: Commands,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  get waiting(): number {
    return this.commands.waiting;
  }

  /**
   * How long the oldest call in the queue waits, in ms. One that later ones have overtaken is in no queue: it waits for a
   * lock or for a dead replica, and says nothing of what the next call will meet.
   */
  get oldestMs(): number {
    const { value: askedAt } = this.inOrder.values().next();
    return askedAt === undefined ? 0 : this.nowMs() - askedAt;
  }

  ask: Commands['ask'] = async (topic, payload, call) => {
    const number = this.asked++;
    this.inOrder.set(number, this.nowMs());
    try {
      const reply = await this.commands.ask(topic, payload, call);
      if (wasAnswered(reply.answer)) this.overtake(number);
      return reply;
    } finally {
      this.inOrder.delete(number);
    }
  };

  private overtake(number: number): void {
    for (const earlier of this.inOrder.keys()) {
      if (earlier > number) return;
      this.inOrder.delete(earlier);
    }
  }
}

/** By a service, not by the deadline or because Kafka did not take the command. */
const wasAnswered = (answer: Answer): boolean =>
  answer.outcome !== 'unknown' || (answer.reason !== 'no-answer' && answer.reason !== 'fault');
