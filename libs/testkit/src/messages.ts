import { randomUUID } from 'node:crypto';
import type { Answer, Topic } from '@wallet/contracts';
import type { Answers, Forwarding, Message } from '@wallet/messaging';

/** A command that somebody waits for, with 5 s left; a fact has neither deadline nor `replyTo`. */
export function fakeMessage<Payload>(
  topic: Topic<Payload>,
  payload: Payload,
  over: Partial<Message<Payload>> = {},
): Message<Payload> {
  const id = randomUUID();
  const waited = { deadline: new Date(Date.now() + 5_000), replyTo: 'gateway.call.answer.v1' };
  return {
    id,
    topic: topic.name,
    type: topic.type,
    key: topic.keyOf?.(payload) ?? id,
    correlationId: id,
    payload,
    occurredAt: new Date(),
    traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
    ...(topic.kind === 'command' ? waited : {}),
    ...over,
  };
}

/** Keeps what was answered and forwarded, in order. */
export class RecordingBus implements Answers, Forwarding {
  readonly answers: { message: Message<unknown>; answer: Answer }[] = [];
  readonly forwarded: { message: Message<unknown>; topic: string; payload: unknown }[] = [];

  answer(message: Message<unknown>, answer: Answer): Promise<void> {
    this.answers.push({ message, answer });
    return Promise.resolve();
  }

  forward<Payload>(message: Message<unknown>, topic: Topic<Payload>, payload: Payload): Promise<void> {
    this.forwarded.push({ message, topic: topic.name, payload });
    return Promise.resolve();
  }
}
