import type { Answer, SendOtpCommand, Topic } from '@wallet/contracts';
import type { Answers, Forwarding, Message } from '@wallet/messaging';
import type { Call, Calls } from './calls';
import { FakeLane } from './fake-lane';
import type { FakeOtp } from './fake-otp';
import { spoken } from './spoken';
import type { Step, Trace } from './memory/trace';

export interface Subscription {
  readonly topic: Topic<unknown>;
  readonly handle: (batch: readonly Message<unknown>[]) => Promise<void>;
}

export interface FakeBusOptions {
  readonly step: Step;
  readonly trace: Trace;
  readonly calls: Calls;
  readonly otp: FakeOtp;
  /** What a caller is told while a dependency is broken. */
  readonly onFault: Answer;
  readonly complain: (what: string) => void;
}

const replicas = 2;

/**
 * Kafka, between two replicas of payments and their callers: delays every record, keeps the order of a key, delivers some
 * again whenever it likes and to another replica, and loses answers.
 */
export class FakeBus implements Answers, Forwarding {
  /** Each gives all partitions to the other replica; what the first one has begun goes on there. */
  rebalances = 0;
  private readonly lanes = new Map<string, FakeLane[]>();
  private readonly arrivals = new Map<string, Promise<void>>();

  constructor(private readonly options: FakeBusOptions) {}

  subscribe({ topic, handle }: Subscription): void {
    const { step, complain, onFault } = this.options;
    const lane = (): FakeLane =>
      new FakeLane({
        handle,
        step,
        onDependencyFault: topic.onDependencyFault,
        faulted: (message) => void this.answer(message, onFault),
        buried: ({ id, type }, reason) => complain(`${id} (${type}) is a dead letter: ${reason}`),
      });
    this.lanes.set(topic.name, Array.from({ length: replicas }, lane));
  }

  /** `copies`: how often it is delivered. */
  publish({ message }: Call, copies: number): void {
    const { topic, key } = message;
    const before = this.arrivals.get(`${topic} ${key}`) ?? Promise.resolve();
    this.arrivals.set(
      `${topic} ${key}`,
      before.then(() => this.deliver(message, 0)),
    );
    for (let copy = 1; copy < copies; copy++) void this.deliver(message, copy);
  }

  answer(message: Message<unknown>, answer: Answer): Promise<void> {
    if (message.replyTo) void this.carryBack(message, spoken(answer));
    return Promise.resolve();
  }

  forward<Payload>(message: Message<unknown>, _topic: Topic<Payload>, payload: Payload): Promise<void> {
    this.options.otp.send(payload as SendOtpCommand);
    void this.carryBack(message, 'forwarded to otp');
    return Promise.resolve();
  }

  get isIdle(): boolean {
    return [...this.lanes.values()].flat().every((lane) => lane.isIdle);
  }

  private async deliver(message: Message<unknown>, copy: number): Promise<void> {
    const { step, trace } = this.options;
    await step(`deliver ${message.id}`);
    const partition = Number(/\d*$/.exec(message.key)?.[0] ?? 0);
    const replica = (partition + this.rebalances + copy) % replicas;
    trace.add(`${message.id} (${message.type}) arrives at replica ${replica}`);
    this.lanes.get(message.topic)?.[replica]?.push(message);
  }

  private async carryBack(message: Message<unknown>, said: string): Promise<void> {
    const { step, trace, calls } = this.options;
    trace.add(`${message.id} is answered ${said}`);
    await step(`answer ${message.id}`);
    calls.answer(calls.of(message), said);
  }
}
