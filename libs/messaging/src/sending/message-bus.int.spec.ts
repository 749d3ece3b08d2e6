import { randomUUID } from 'node:crypto';
import { ConfigResourceTypes, Kafka, logLevel, type Admin } from 'kafkajs';
import { answers, evaluatePayment, paymentFacts } from '@wallet/contracts';
import type { Logger } from '@wallet/service';
import { testKafkaBrokers } from '@wallet/testkit';
import type { OutgoingRecord } from '../records/codec';
import { createKafka } from '../kafka/kafka-client';
import { MessageBus } from './message-bus';
import { rangeOf, readRecords } from '../kafka/read-records';
import { RecordRefused } from './shipment';

const brokers = testKafkaBrokers();
const limit = 'max.message.bytes';

describe('the message bus', () => {
  jest.setTimeout(60_000);
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const lines: { level: string; line: Record<string, unknown>; text: string }[] = [];
  const to = (level: string) => (line: Record<string, unknown>, text: string) => lines.push({ level, line, text });
  const logger = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') } as unknown as Logger;
  const buses: MessageBus[] = [];
  let admin: Admin;

  beforeAll(async () => {
    admin = kafka.admin();
    await admin.connect();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const bus of buses.splice(0)) await bus.stop();
    lines.length = 0;
  });
  afterAll(() => admin.disconnect());

  async function startBus(partitions = 1, topicPrefix = `test-${randomUUID()}.`) {
    const bus = new MessageBus({ brokers, clientId: 'payments', topicPrefix, partitions, logger });
    await bus.start();
    buses.push(bus);
    return { bus, topicPrefix };
  }

  const fact = (index: number, bytes: number, key = `key ${index}`): OutgoingRecord => ({
    topic: paymentFacts.name,
    key,
    value: `${index} `.padEnd(bytes, 'x'),
  });
  const many = (count: number, bytes: number) => Array.from({ length: count }, (_, index) => fact(index, bytes));

  async function setConfig(name: string, config: Record<string, string>): Promise<void> {
    const configEntries = Object.entries(config).map(([entry, value]) => ({ name: entry, value }));
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name, configEntries }],
    });
  }

  async function configOf(name: string): Promise<Record<string, string>> {
    const resource = { type: ConfigResourceTypes.TOPIC, name };
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
    return Object.fromEntries(
      resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
  }

  /** The first word of each value, in order. */
  async function stored(topic: string): Promise<string[]> {
    const reader = createKafka({ brokers, clientId: 'reader', logger });
    const values: string[] = [];
    await readRecords(reader, topic, await rangeOf(reader, topic), ({ value }) =>
      values.push(String(value).split(' ')[0]!),
    );
    return values;
  }

  const indexes = (count: number) => Array.from({ length: count }, (_, index) => String(index));

  it.each([
    [600, 700],
    [120, 48 * 1024],
    [3, 256 * 1024],
  ])(
    'carries %p records of %p bytes that are published at once to one partition, in their order',
    async (count, bytes) => {
      const { bus, topicPrefix } = await startBus();
      await bus.publish(many(count, bytes));
      expect(await stored(topicPrefix + paymentFacts.name)).toEqual(indexes(count));
    },
  );

  it.each([3, 12])('fills the batches of %p partitions', async (partitions) => {
    const { bus } = await startBus(partitions);
    await bus.publish(many(300, 48 * 1024));
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('keeps what somebody waits for not behind what is large', async () => {
    const { bus } = await startBus();
    const ended: string[] = [];
    const end = (name: string) => () => void ended.push(name);
    await Promise.all([
      bus.publish(many(200, 48 * 1024)).then(end('facts')),
      bus.publish([{ topic: evaluatePayment.name, key: 'e', value: 'x'.repeat(200 * 1024) }]).then(end('evaluation')),
      bus.publish([{ topic: answers.name, key: 'a', value: 'an answer' }]).then(end('answer')),
    ]);
    expect(ended.at(-1)).toBe('facts');
  });

  it('halves a batch that is refused until the record at fault stands alone: the others go, of its key none after it', async () => {
    const { bus, topicPrefix } = await startBus();
    await setConfig(topicPrefix + paymentFacts.name, { [limit]: '20000' });
    const records = many(40, 700).map((record, index) => (index % 13 === 7 ? fact(index, 30_000) : record));
    const outcomes = await bus.ship([...records, fact(40, 700, 'key 7'), fact(41, 700)]);
    const refused = outcomes.flatMap((outcome, index) => (outcome instanceof RecordRefused ? [index] : []));
    expect(refused).toEqual([7, 20, 33, 40]);
    expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(4);
    const expected = indexes(42).filter((index) => !refused.includes(Number(index)));
    expect(await stored(topicPrefix + paymentFacts.name)).toEqual(expected);
    expect(lines.filter(({ text }) => text === 'Kafka refuses a record')).toHaveLength(3);
    await bus.publish(many(100, 700));
    expect(await stored(topicPrefix + paymentFacts.name)).toHaveLength(138);
  });

  it('raises a configuration that is less than wanted, leaves what else was set, and names what is more', async () => {
    const { topicPrefix } = await startBus();
    const [small, large] = [topicPrefix + paymentFacts.name, topicPrefix + answers.name];
    await setConfig(small, { [limit]: '20000', 'retention.ms': '1000', 'segment.bytes': '2000000' });
    await setConfig(large, { [limit]: '4000000', 'retention.ms': '-1' });
    const { bus } = await startBus(1, topicPrefix);
    expect(await configOf(small)).toMatchObject({
      [limit]: '327680',
      'retention.ms': '604800000',
      'segment.bytes': '2000000',
    });
    expect(await configOf(large)).toMatchObject({ [limit]: '4000000', 'retention.ms': '-1' });
    const mend = `--add-config ${limit}=327680,retention.ms=600000`;
    expect(lines.filter(({ level, line }) => level === 'warn' && line.topic === large)).toMatchObject([
      { line: { mend: expect.stringContaining(mend) as string } },
    ]);
    await bus.publish(many(600, 700));
  });

  it('stays below the limit of a topic that it may not alter, and names the command', async () => {
    const { topicPrefix } = await startBus();
    const topic = topicPrefix + paymentFacts.name;
    await setConfig(topic, { [limit]: '20000' });
    const limited = { ...kafka.admin(), alterConfigs: () => Promise.reject(new Error('not authorized')) };
    jest.spyOn(Kafka.prototype, 'admin').mockReturnValueOnce(limited);
    const { bus } = await startBus(1, topicPrefix);
    expect(await configOf(topic)).toMatchObject({ [limit]: '20000' });
    const [line] = lines.filter(({ level, line: { topic: name } }) => level === 'error' && name === topic);
    expect(line?.line.mend).toBe(
      `kafka-configs.sh --bootstrap-server ${brokers.join(',')} --alter --entity-type topics --entity-name ${topic} ` +
        `--add-config ${limit}=327680`,
    );
    lines.length = 0;
    await bus.publish(many(600, 700));
    expect(await stored(topic)).toEqual(indexes(600));
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
