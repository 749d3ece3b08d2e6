import type { Answer, Topic } from '@wallet/contracts';
import { unknown } from '@wallet/kernel';
import type { OpenAnswer } from './open-answer';
import { share, type Priority } from './priority';
import type { Secrets } from './secrets';

/** What a command takes over from the call that it answers. */
export interface Call {
  /** We answer by ourselves at this moment. */
  readonly deadline: Date;
  /** W3C Trace Context. */
  readonly traceparent: string;
  /** Whether the caller has left; without it nobody can tell. */
  readonly hasHungUp?: () => boolean;
}

/** An answer and the id of its command, which its seals are bound to. */
export interface Reply {
  readonly correlationId: string;
  readonly answer: Answer;
}

/** Publishes one command and awaits its one answer; at the deadline the answer is unknown. */
export interface Commands {
  ask<Payload>(
    topic: Topic<Payload>,
    payload: (command: { correlationId: string }) => Payload,
    call: Call,
  ): Promise<Reply>;
  /** The number of calls that wait for an answer now. */
  readonly waiting: number;
}

export interface Command<Payload> {
  readonly topic: Topic<Payload>;
  readonly priority: Priority;
  /** Made from the command's id, because a sealed field is bound to it. */
  readonly payload: (command: { correlationId: string }) => Payload;
}

/**
 * Bounds the calls that wait, and opens what comes back. Past the bound, after the deadline and when the caller has hung up
 * nothing is published, and the outcome is unknown at once.
 */
export class Dispatch {
  constructor(
    private readonly commands: Commands,
    private readonly secrets: Secrets,
    private readonly maxWaiters: number,
  ) {}

  async ask<Payload>({ topic, priority, payload }: Command<Payload>, call: Call): Promise<OpenAnswer> {
    if (this.commands.waiting >= Math.floor(this.maxWaiters * share[priority])) return unknown('overload');
    if (call.deadline.getTime() <= Date.now() || call.hasHungUp?.()) return unknown('overload');
    const { answer, correlationId } = await this.commands.ask(topic, payload, call);
    return this.secrets.open(answer, correlationId);
  }
}
