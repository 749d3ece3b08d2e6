import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineTopic, paymentFacts, type Topic } from '@wallet/contracts';
import type { Logger } from '@wallet/service';
import { eventually, testKafkaBrokers } from '@wallet/testkit';
import { encode } from '../records/codec';
import { DeadLetterBox } from '../dead-letters/dead-letter-box';
import { KafkaTransport } from './kafka-transport';
import type { Message } from '../records/message';
import { MessageBus } from '../sending/message-bus';

const noop = () => undefined;
const logger = { debug: noop, info: noop, warn: noop, error: noop } as unknown as Logger;
const brokers = testKafkaBrokers();
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Fact {
  readonly fact: string;
  readonly paymentRequestId: string;
  readonly orderVersion: number;
}

/** The same topic as a newer release knows it: with one fact more. */
const ofNextRelease = defineTopic<Fact>({
  ...paymentFacts,
  schema: z.object({
    fact: z.enum(['PaymentCancelled', 'PaymentDisputed']),
    paymentRequestId: z.string(),
    orderVersion: z.int(),
  }),
  keyOf: (fact) => fact.paymentRequestId,
});

async function startBus() {
  const topicPrefix = `test-${randomUUID()}.`;
  const bus = new MessageBus({ brokers, clientId: 'notifier', topicPrefix, partitions: 1, logger });
  await bus.start();
  closers.push(() => bus.stop());
  return { bus, topicPrefix };
}

async function consume({ bus, topicPrefix }: Awaited<ReturnType<typeof startBus>>, topic: Topic<unknown>) {
  const handled: string[] = [];
  const transport = new KafkaTransport({ service: 'notifier', bus, brokers, topicPrefix, logger });
  const handle = (batch: readonly Message<Fact>[]): Promise<void> => {
    handled.push(...batch.map(({ payload: { fact, paymentRequestId } }) => `${paymentRequestId} ${fact}`));
    return Promise.resolve();
  };
  const extras = { topic, lane: { maxBatch: 100, concurrency: 1 } };
  transport.addHandler(topic.name, handle as never, false, extras);
  await new Promise<void>((resolve, reject) => {
    transport.listen((error) => (error instanceof Error ? reject(error) : resolve()));
  });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await transport.close();
    isClosed = true;
  };
  closers.push(close);
  return { transport, handled, close };
}

const record = (paymentRequestId: string, fact: string) => ({
  ...encode(ofNextRelease, { fact, paymentRequestId, orderVersion: 1, cancelledAt: '2026-11-01T08:00:00Z' } as Fact, {
    correlationId: randomUUID(),
    traceparent: 'none',
  }),
});

it('a fact of the next release waits, with its key only, until newer code runs, and is no dead letter', async () => {
  const scene = await startBus();
  const old = await consume(scene, paymentFacts);
  await scene.bus.publish([
    record('p-1', 'PaymentDisputed'),
    record('p-1', 'PaymentCancelled'),
    record('p-2', 'PaymentCancelled'),
    ...Array.from({ length: 300 }, (_, index) => record(`other-${index}`, 'PaymentCancelled')),
  ]);
  await eventually(() => expect(old.handled).toHaveLength(301), { timeoutMs: 15_000 });
  expect(old.handled.filter((line) => line.startsWith('p-'))).toEqual(['p-2 PaymentCancelled']);
  expect(old.transport.ready()).toBe(true);
  await old.close();

  const again = await consume(scene, paymentFacts);
  await eventually(() => expect(again.handled).toContain('other-299 PaymentCancelled'), { timeoutMs: 20_000 });
  expect(again.handled.filter((line) => line.startsWith('p-1'))).toEqual([]);
  await again.close();

  const newer = await consume(scene, ofNextRelease);
  const ofKey = () => newer.handled.filter((line) => line.startsWith('p-1'));
  await eventually(() => expect(ofKey()).toEqual(['p-1 PaymentDisputed', 'p-1 PaymentCancelled']), {
    timeoutMs: 20_000,
  });
  await newer.close();
  const box = new DeadLetterBox({
    service: 'notifier',
    bus: scene.bus,
    brokers,
    topicPrefix: scene.topicPrefix,
    logger,
  });
  expect(await box.list(10)).toEqual([]);

  const after = await consume(scene, ofNextRelease);
  await scene.bus.publish([record('p-1', 'PaymentCancelled')]);
  await eventually(() => expect(after.handled).toEqual(['p-1 PaymentCancelled']), { timeoutMs: 20_000 });
}, 90_000);
