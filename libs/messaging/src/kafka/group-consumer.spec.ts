import { EventEmitter } from 'node:events';
import type { Kafka } from 'kafkajs';
import { DependencyFault, metrics, type Logger } from '@wallet/service';
import { GroupConsumer } from './group-consumer';

const silent = { warn: () => undefined } as unknown as Logger;

/** A kafkajs that does what its script says at each `run`. */
class ScriptedKafka {
  readonly events = { GROUP_JOIN: 'join', STOP: 'stop', CRASH: 'crash' };
  readonly emitter = new EventEmitter();
  runs = 0;
  disconnected = false;

  constructor(private readonly onRun: (kafka: ScriptedKafka, run: number) => Promise<void> | void) {}

  readonly on = (event: string, listener: (event: unknown) => void) => this.emitter.on(event, listener);
  readonly connect = () => Promise.resolve();
  readonly subscribe = () => Promise.resolve();
  readonly disconnect = () => Promise.resolve(void (this.disconnected = true));
  readonly run = async () => await this.onRun(this, ++this.runs);
  readonly consumer = () => this as never;

  join(): void {
    this.emitter.emit('join');
  }

  /** What kafkajs does at an error that it does not retry: it stops, says so, and that was all. */
  giveUp(): void {
    this.emitter.emit('stop');
    this.emitter.emit('crash', { payload: { error: new Error('Failed to find group coordinator'), restart: false } });
  }
}

const groupConsumer = (kafka: ScriptedKafka, joined?: () => void) =>
  new GroupConsumer({
    name: 'payments',
    kafka: kafka as unknown as Kafka,
    groupId: 'payments',
    topics: ['t'],
    fromBeginning: true,
    receive: () => undefined,
    logger: silent,
    ...(joined && { joined }),
  });

const exposed = async () => (await metrics.registry.getSingleMetric('messaging_consumer_joined')?.get())?.values;

describe('a consumer group membership', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('joins in the end when kafkajs gives up at first', async () => {
    const kafka = new ScriptedKafka((self, run) => (run < 4 ? self.giveUp() : self.join()));
    const consumer = groupConsumer(kafka);
    const started = consumer.start();
    await jest.advanceTimersByTimeAsync(1_000);
    await started;
    expect({ runs: kafka.runs, isMember: consumer.isMember }).toEqual({ runs: 4, isMember: true });
  });

  it('tries again when an attempt throws', async () => {
    const kafka = new ScriptedKafka((self, run) => (run === 1 ? Promise.reject(new Error('closed')) : self.join()));
    const started = groupConsumer(kafka).start();
    await jest.advanceTimersByTimeAsync(1_000);
    await started;
    expect(kafka.runs).toBe(2);
  });

  it('says what was wrong when it is no member after 60 s, and stops', async () => {
    const kafka = new ScriptedKafka((self) => self.giveUp());
    const consumer = groupConsumer(kafka);
    const failed = consumer.start().catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(60_000);
    const error = await failed;
    expect(error).toBeInstanceOf(DependencyFault);
    expect(String(error)).toContain('Failed to find group coordinator');
    expect(kafka.disconnected).toBe(true);
    const { runs } = kafka;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(kafka.runs).toBe(runs);
  });

  it('joins again after a crash of later, and shows meanwhile that it is no member', async () => {
    const joined = jest.fn();
    const kafka = new ScriptedKafka((self) => self.join());
    const consumer = groupConsumer(kafka, joined);
    await consumer.start();
    kafka.giveUp();
    expect(consumer.isMember).toBe(false);
    expect(await exposed()).toEqual([{ labels: { consumer: 'payments' }, value: 0 }]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(consumer.isMember).toBe(true);
    expect(await exposed()).toEqual([{ labels: { consumer: 'payments' }, value: 1 }]);
    expect(joined).toHaveBeenCalledTimes(2);
  });

  it('does not join again when it was stopped', async () => {
    const kafka = new ScriptedKafka((self) => self.join());
    const consumer = groupConsumer(kafka);
    await consumer.start();
    kafka.giveUp();
    await consumer.stop();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(kafka.runs).toBe(1);
  });
});
