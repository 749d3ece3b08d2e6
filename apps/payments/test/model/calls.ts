import type { Topic } from '@wallet/contracts';
import type { Message } from '@wallet/messaging';
import type { ModelClock } from './model-clock';

/** One record that was published, and what came back. */
export interface Call {
  readonly message: Message<unknown>;
  readonly isLost: boolean;
  /** What reached the caller, as `spoken`; a forward to otp counts too. */
  readonly answers: string[];
}

const patienceMs = 6_500;

/** All that was published, by its trace. */
export class Calls {
  readonly all: Call[] = [];
  onAnswer: (call: Call, said: string) => void = () => undefined;
  private readonly byTrace = new Map<string, Call>();

  constructor(private readonly clock: ModelClock) {}

  /** `isLost`: none of its answers arrives. */
  add<Payload>(topic: Topic<Payload>, payload: Payload, isLost: boolean): Call {
    const number = this.all.length + 1;
    const id = `call-${number}`;
    const traceparent = `00-${number.toString(16).padStart(32, '0')}-${'1'.repeat(16)}-01`;
    const now = this.clock.now();
    const waited = { deadline: new Date(now.getTime() + patienceMs), replyTo: 'gateway.call.answer.v1' };
    const message: Message<Payload> = {
      id,
      topic: topic.name,
      type: topic.type,
      key: topic.keyOf?.(payload) ?? id,
      correlationId: id,
      payload,
      occurredAt: now,
      traceparent,
      ...(topic.kind === 'command' && waited),
    };
    const call: Call = { message, isLost, answers: [] };
    this.all.push(call);
    this.byTrace.set(traceparent, call);
    return call;
  }

  /** An answer arrives. */
  answer(call: Call, said: string): void {
    if (call.isLost) return;
    call.answers.push(said);
    this.onAnswer(call, said);
  }

  /** Throws on a trace that is not of a call. */
  of({ traceparent }: { readonly traceparent: string }): Call {
    const call = this.byTrace.get(traceparent);
    if (!call) throw new Error(`no call has the trace ${traceparent}`);
    return call;
  }
}
