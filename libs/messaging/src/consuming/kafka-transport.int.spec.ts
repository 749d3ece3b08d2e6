import { randomUUID } from 'node:crypto';
import { ConfigResourceTypes, Kafka, logLevel, type Consumer } from 'kafkajs';
import { answers, inquirePayment, type InquirePaymentCommand } from '@wallet/contracts';
import { DependencyFault, type Logger } from '@wallet/service';
import { eventually, testKafkaBrokers } from '@wallet/testkit';
import { encode } from '../records/codec';
import { KafkaTransport } from './kafka-transport';
import type { Message } from '../records/message';
import { MessageBus } from '../sending/message-bus';
import { Requester } from '../requests/requester';

const silent = { debug: noop, info: noop, warn: noop, error: noop } as unknown as Logger;
function noop(): void {
  return undefined;
}

const brokers = testKafkaBrokers();
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Handle = (batch: readonly Message<InquirePaymentCommand>[], bus: MessageBus) => Promise<void>;

async function startBus(topicPrefix = `test-${randomUUID()}.`): Promise<{ bus: MessageBus; topicPrefix: string }> {
  const bus = new MessageBus({ brokers, clientId: 'payments', topicPrefix, partitions: 3, logger: silent });
  await bus.start();
  closers.push(() => bus.stop());
  return { bus, topicPrefix };
}

async function startTransport(bus: MessageBus, topicPrefix: string, handle: Handle): Promise<KafkaTransport> {
  const transport = new KafkaTransport({ service: 'payments', bus, brokers, topicPrefix, logger: silent });
  const extras = { topic: inquirePayment, lane: { maxBatch: 100, concurrency: 1 } };
  const handler = (batch: unknown): Promise<void> => handle(batch as readonly Message<InquirePaymentCommand>[], bus);
  transport.addHandler(inquirePayment.name, handler as never, false, extras);
  await new Promise<void>((resolve, reject) => {
    transport.listen((error) => (error instanceof Error ? reject(error) : resolve()));
  });
  closers.push(() => transport.close());
  return transport;
}

async function startRequester(bus: MessageBus, topicPrefix: string): Promise<Requester> {
  const requester = new Requester(bus, { brokers, clientId: 'gateway', topicPrefix, logger: silent });
  await requester.start();
  closers.push(() => requester.stop());
  return requester;
}

const command = (paymentRequestId: string) =>
  encode(inquirePayment, { paymentRequestId }, { correlationId: randomUUID(), traceparent: 'none' });
const soon = () => ({ deadline: new Date(Date.now() + 6_000), traceparent: 'none' });

async function readAll(topic: string, wanted: number): Promise<{ key: string; value: string }[]> {
  const consumer: Consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: randomUUID() });
  const records: { key: string; value: string }[] = [];
  await consumer.connect();
  closers.push(() => consumer.disconnect());
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) =>
      Promise.resolve(void records.push({ key: String(message.key), value: String(message.value) })),
  });
  await eventually(() => expect(records.length).toBeGreaterThanOrEqual(wanted), { timeoutMs: 15_000 });
  return records;
}

/** As if somebody had changed the topic: our own setting refuses them. */
async function allowLargeRecords(name: string): Promise<void> {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  const configEntries = [{ name: 'max.message.bytes', value: '4000000' }];
  await admin.connect();
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name, configEntries }],
  });
  await admin.disconnect();
}

describe('the Kafka transport', () => {
  jest.setTimeout(60_000);

  it('carries a command to its handler and the answer back to the one who asked, in every replica', async () => {
    const { bus, topicPrefix } = await startBus();
    await startTransport(bus, topicPrefix, async (batch, from) => {
      for (const message of batch) {
        const customerId: string = message.payload.paymentRequestId;
        await from.answer(message, { outcome: 'done', result: { kind: 'evaluated', customerId } });
      }
    });
    const replicas = [await startRequester(bus, topicPrefix), await startRequester(bus, topicPrefix)];
    const ids = Array.from({ length: 40 }, (_, index) => `p-${index}`);
    const received = await Promise.all(
      ids.map((id, index) => replicas[index % 2]!.ask(inquirePayment, () => ({ paymentRequestId: id }), soon())),
    );
    const answered = ids.map((customerId) => ({ outcome: 'done', result: { kind: 'evaluated', customerId } }));
    expect(received.map(({ answer }) => answer)).toEqual(answered);
    expect(replicas.map(({ waiting }) => waiting)).toEqual([0, 0]);
  });

  it('ends a call as unknown at once when its answer is of a newer release', async () => {
    const { bus, topicPrefix } = await startBus();
    await startTransport(bus, topicPrefix, async ([message]) => {
      const context = { correlationId: message!.correlationId, traceparent: 'none' };
      const record = encode(answers, { outcome: 'refused', refusal: 'OrderClosed' }, context);
      await bus.publish([{ ...record, value: record.value.replace('OrderClosed', 'OfTheNextRelease') }]);
    });
    const requester = await startRequester(bus, topicPrefix);
    const askedAt = Date.now();
    const { answer } = await requester.ask(inquirePayment, () => ({ paymentRequestId: 'p-1' }), soon());
    expect(answer).toEqual({ outcome: 'unknown', reason: 'fault' });
    expect(Date.now() - askedAt).toBeLessThan(5_000);
  });

  it('keeps the records of one key in order, and merges partitions into batches', async () => {
    const { bus, topicPrefix } = await startBus();
    const seen: string[] = [];
    let batches = 0;
    await startTransport(bus, topicPrefix, async (batch) => {
      batches++;
      seen.push(...batch.map(({ key, id }) => `${key} ${id}`));
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    const records = Array.from({ length: 300 }, (_, index) => command(`p-${index % 10}`));
    await bus.publish(records);
    await eventually(() => expect(seen).toHaveLength(300), { timeoutMs: 15_000 });
    for (let key = 0; key < 10; key++) {
      const of = (lines: string[]): string[] => lines.filter((line) => line.startsWith(`p-${key} `));
      expect(of(seen)).toEqual(
        of(records.map((record) => `${record.key} ${(JSON.parse(record.value) as { id: string }).id}`)),
      );
    }
    expect(batches).toBeLessThan(30);
  });

  it('gives poison to the dead letter topic, with its place, and goes on with the good records of that partition', async () => {
    const { bus, topicPrefix } = await startBus();
    const handled: string[] = [];
    await startTransport(bus, topicPrefix, (batch) =>
      Promise.resolve(void handled.push(...batch.map(({ key }) => key))),
    );
    const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    closers.push(() => producer.disconnect());
    const good = command('good');
    const envelope = JSON.parse(good.value) as Record<string, unknown>;
    const poison: { key: string; value: string | null }[] = [
      { key: 'good', value: '{bad' },
      { key: 'good', value: null },
      { key: 'good', value: JSON.stringify({ ...envelope, version: 99 }) },
      { key: 'other', value: JSON.stringify({ ...envelope, key: 'other' }) },
      { key: 'good', value: JSON.stringify({ ...envelope, payload: { paymentRequestId: 7 } }) },
      { key: 'good', value: JSON.stringify({ ...envelope, traceparent: 'x'.repeat(2_000_000) }) },
    ];
    const topic = topicPrefix + inquirePayment.name;
    await allowLargeRecords(topic);
    const messages = [...poison, { key: good.key, value: good.value }].map((message) => ({ ...message, partition: 0 }));
    const sentAt = Date.now();
    await producer.send({ topic, messages });
    await eventually(() => expect(handled).toEqual(['good']), { timeoutMs: 5_000 });
    const letters = await readAll(`${topicPrefix}payments.record.dead-letter.v1`, poison.length);
    const places = letters.map(
      ({ value }) => JSON.parse(value) as { topic: string; offset: string; reason: string; deadAt: string },
    );
    expect(places.map(({ offset }) => offset).sort()).toEqual(['0', '1', '2', '3', '4', '5']);
    for (const { deadAt, reason, topic: from } of places) {
      expect(from).toBe(inquirePayment.name);
      expect(reason).not.toBe('');
      expect(Date.parse(deadAt) - sentAt).toBeLessThan(5_000);
    }
  });

  it('delivers again what was not finished when the process stopped', async () => {
    const { bus, topicPrefix } = await startBus();
    let calls = 0;
    const first = await startTransport(bus, topicPrefix, () => {
      calls++;
      return Promise.reject(new Error('never finished'));
    });
    await bus.publish([command('p-1')]);
    await eventually(() => expect(calls).toBeGreaterThan(0), { timeoutMs: 10_000 });
    await first.close();
    closers.pop();
    const handled: string[] = [];
    await startTransport(bus, topicPrefix, (batch) =>
      Promise.resolve(void handled.push(...batch.map(({ key }) => key))),
    );
    await eventually(() => expect(handled).toEqual(['p-1']), { timeoutMs: 20_000 });
  });

  it('answers unknown when a dependency of the handler is broken, and buries nothing', async () => {
    const { bus, topicPrefix } = await startBus();
    await startTransport(bus, topicPrefix, () => Promise.reject(new DependencyFault('Postgres', new Error('down'))));
    const requester = await startRequester(bus, topicPrefix);
    const { answer } = await requester.ask(inquirePayment, () => ({ paymentRequestId: 'p-1' }), soon());
    expect(answer).toEqual({ outcome: 'unknown', reason: 'fault' });
  });

  it('refuses a record over 256 KiB at its producer', () => {
    const huge = () => command('x'.repeat(256 * 1024));
    expect(huge).toThrow(RangeError);
    expect(huge).toThrow(inquirePayment.name);
  });
});
