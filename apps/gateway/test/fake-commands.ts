import type { Answer, Topic } from '@wallet/contracts';
import { unknown } from '@wallet/kernel';
import type { Call, Commands, Reply } from '../src/application/dispatch';

export interface Asked {
  readonly topic: string;
  readonly payload: Record<string, unknown>;
  readonly deadline: Date;
  readonly traceparent: string;
}

export const correlationId = 'command-1';

/** Kafka in memory: every command must be a message of its topic, and gets the answer that the test has set. */
export class FakeCommands implements Commands {
  waiting = 0;
  oldestMs = 0;
  answer: Answer = unknown('fault');
  /** Given out first, one for each command. */
  readonly nextAnswers: Answer[] = [];
  readonly asked: Asked[] = [];

  ask<Payload>(
    topic: Topic<Payload>,
    payload: (command: { correlationId: string }) => Payload,
    { deadline, traceparent }: Call,
  ): Promise<Reply> {
    const wire = JSON.parse(JSON.stringify(payload({ correlationId }))) as Record<string, unknown>;
    topic.schema.parse(wire);
    this.asked.push({ topic: topic.name, payload: wire, deadline, traceparent });
    return Promise.resolve({ correlationId, answer: this.nextAnswers.shift() ?? this.answer });
  }
}
