import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inquirePayment, paymentFacts } from '@wallet/contracts';
import { freePort, startKafkaCluster, type KafkaCluster } from '@wallet/local-stack';
import { createLogger } from '@wallet/service';
import { eventually, FaultProxy } from '@wallet/testkit';
import { createKafka } from '../kafka/kafka-client';
import { rangeOf, readRecords } from '../kafka/read-records';
import type { OutgoingRecord } from '../records/codec';
import { Requester } from '../requests/requester';
import { MessageBus } from './message-bus';

const logger = createLogger('test', 'silent');
const sendWithinMs = 5_000;
const noticedMs = 1_200;
/** Of this process and its neighbours on a busy machine. */
const marginMs = 500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('brokers that do not answer', () => {
  jest.setTimeout(90_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'silent-brokers-'));
  let cluster: KafkaCluster;
  let proxy: FaultProxy;
  let bus: MessageBus;
  let requester: Requester;

  beforeAll(async () => {
    const port = await freePort();
    proxy = await FaultProxy.start({ host: '127.0.0.1', port });
    const kafkaListeners = [{ port, advertisedPort: proxy.port }];
    cluster = await startKafkaCluster({ dataDir, count: 1, kafkaListeners, log: () => undefined });
    const options = { brokers: [`127.0.0.1:${proxy.port}`], clientId: 'gateway', topicPrefix: '', logger };
    bus = new MessageBus({ ...options, partitions: 1 });
    await bus.start();
    requester = new Requester(bus, options);
    await requester.start();
  }, 120_000);
  afterAll(async () => {
    await requester?.stop();
    await bus?.stop();
    await proxy?.close();
    await cluster?.stop();
    rmSync(dataDir, { recursive: true });
  });

  const outages: [string, () => unknown, () => unknown][] = [
    ['are halted', () => cluster.brokers[0]!.halt(), () => cluster.brokers[0]!.goOn()],
    ['swallow what they are sent', () => proxy.blackhole(), () => proxy.pass()],
    ['are dead', () => cluster.brokers[0]!.kill(), () => cluster.brokers[0]!.start()],
    ['refuse every connection', () => proxy.refuse(), () => proxy.pass()],
  ];

  async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
    const startedAt = Date.now();
    return { result: await work(), ms: Date.now() - startedAt };
  }
  const fact = (value: string): OutgoingRecord => ({ topic: paymentFacts.name, key: 'k', value });
  const ask = (waitMs = 6_000) =>
    requester.ask(inquirePayment, () => ({ paymentRequestId: 'p-1' }), {
      deadline: new Date(Date.now() + waitMs),
      traceparent: 'none',
    });
  const unknownOf = async (asked: ReturnType<typeof ask>) => {
    const { answer } = await asked;
    return answer.outcome === 'unknown' ? answer.reason : answer.outcome;
  };
  /** Nobody answers it: it is asked in vain when it could be sent, and ends as a fault when not. */
  const isBack = () =>
    eventually(async () => expect(await unknownOf(ask(300))).toBe('no-answer'), { timeoutMs: 20_000 });

  async function stored(): Promise<string[]> {
    const reader = createKafka({ brokers: [cluster.brokers[0]!.address], clientId: 'reader', logger });
    const values: string[] = [];
    const range = await rangeOf(reader, paymentFacts.name);
    await readRecords(reader, paymentFacts.name, range, ({ value }) => void values.push(String(value)));
    return values;
  }

  it.each(outages)('that %s: every send ends within 5 s, and calls as unknown within 1 s', async (name, begin, end) => {
    await isBack();
    await begin();
    try {
      const underWay = [ask(), ask()].map((asked) => timed(() => unknownOf(asked)));
      const sends = Array.from({ length: 8 }, async (_, index) => {
        await pause(index * 700);
        return timed(() => bus.ship([fact(`${name} ${index}`)]));
      });
      for (const { result, ms } of await Promise.all(underWay)) {
        expect(result).toBe('fault');
        expect(ms).toBeLessThan(noticedMs + marginMs);
      }
      for (let calls = 0; calls < 5; calls++) {
        const { result, ms } = await timed(() => unknownOf(ask()));
        expect([result, ms < 1_000]).toEqual(['fault', true]);
      }
      for (const { result, ms } of await Promise.all(sends)) {
        expect(String(result)).toMatch(/Kafka: /);
        expect(ms).toBeLessThan(sendWithinMs + marginMs);
      }
    } finally {
      await end();
    }
    const { ms } = await timed(isBack);
    process.stdout.write(`${name}: back after ${ms} ms\n`);
    await bus.publish([fact(`${name} after`)]);
    const values = (await stored()).filter((value) => value.startsWith(name));
    expect(values.at(-1)).toBe(`${name} after`);
  });

  /** Of a while in which whatever lost its connection has made another: the answers' consumer, and who asks for groups. */
  async function mostOf(count: () => number): Promise<number> {
    let most = 0;
    for (const until = Date.now() + 8_000; Date.now() < until; await pause(100)) most = Math.max(most, count());
    return most;
  }

  it('leave no connection of a producer that was given up', async () => {
    const open = () => process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;
    await isBack();
    const before = await mostOf(open);
    proxy.blackhole();
    await Promise.all(Array.from({ length: 6 }, (_, index) => pause(index * 900).then(() => bus.ship([fact('late')]))));
    proxy.pass();
    await isBack();
    await eventually(() => Promise.resolve(expect(open()).toBeLessThanOrEqual(before)), { timeoutMs: 15_000 });
  });
});
