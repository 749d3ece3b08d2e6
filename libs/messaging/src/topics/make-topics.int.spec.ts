import { randomUUID } from 'node:crypto';
import { answers, paymentFacts } from '@wallet/contracts';
import { ConfigError, DependencyFault, type Logger } from '@wallet/service';
import { testKafkaBrokers } from '@wallet/testkit';
import { ConfigResourceTypes, Kafka, logLevel, type Admin } from 'kafkajs';
import { MessageBus } from '../sending/message-bus';
import { makeTopics, topicsOptions } from './make-topics';
import { deadLetterTopic, services, topics } from './topics';

const brokers = testKafkaBrokers();
const all = [...topics.map(({ name }) => name), ...services.map(deadLetterTopic)].sort();

describe('the topics of all services', () => {
  jest.setTimeout(60_000);
  const admin: Admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  const lines: { readonly text: string; readonly line: Record<string, unknown> }[] = [];
  const note = (line: Record<string, unknown>, text: string) => void lines.push({ line, text });
  const logger = { debug: note, info: note, warn: note, error: note } as unknown as Logger;
  let topicPrefix: string;
  const make = (over: { isDryRun?: boolean; repartition?: boolean; partitions?: number } = {}) => {
    const { isDryRun = false, repartition = false, partitions = 2 } = over;
    return makeTopics({ isDryRun, repartition }, { brokers, topicPrefix, partitions, minInSyncReplicas: 1, logger });
  };
  const made = async () =>
    (await admin.listTopics())
      .filter((name) => name.startsWith(topicPrefix))
      .map((name) => name.slice(topicPrefix.length));
  const said = (text: string) => lines.filter((each) => each.text === text).length;
  const configOf = async (name: string) => {
    const resources = [{ type: ConfigResourceTypes.TOPIC, name: topicPrefix + name }];
    const [found] = (await admin.describeConfigs({ includeSynonyms: false, resources })).resources;
    return Object.fromEntries(found!.configEntries.map(({ configName, configValue }) => [configName, configValue]));
  };
  const partitionsOf = async (name: string) =>
    (await admin.fetchTopicMetadata({ topics: [topicPrefix + name] })).topics[0]!.partitions.length;

  beforeAll(() => admin.connect());
  afterAll(() => admin.disconnect());
  beforeEach(() => {
    topicPrefix = `topics-${randomUUID()}.`;
    lines.length = 0;
  });

  it('are told and not made by a dry run, then made, also side by side, and left alone by the next', async () => {
    await make({ isDryRun: true });
    expect([await made(), said('would be created')]).toEqual([[], all.length]);
    await Promise.all([make(), make(), make()]);
    expect((await made()).sort()).toEqual(all);
    expect(await configOf(answers.name)).toMatchObject({ 'unclean.leader.election.enable': 'false' });
    lines.length = 0;
    await make();
    await make({ isDryRun: true });
    expect(lines.filter(({ text }) => !text.startsWith('replicas of'))).toEqual([]);
  });

  it('get more partitions only when that is asked for', async () => {
    await make();
    await make({ partitions: 3 });
    await make({ partitions: 3, repartition: true, isDryRun: true });
    expect([await partitionsOf(paymentFacts.name), said('a topic has fewer partitions than wanted')]).toEqual([
      2,
      2 * topics.length,
    ]);
    await make({ partitions: 3, repartition: true });
    expect(await partitionsOf(paymentFacts.name)).toBe(3);
  });

  it('are only looked at by a service that checks, which waits for what is missing', async () => {
    const check = async () => {
      const settings = { brokers, clientId: 'payments', topicPrefix, partitions: 2, minInSyncReplicas: 1, logger };
      const bus = new MessageBus({ ...settings, mode: 'check' });
      await bus.start().finally(() => bus.stop());
    };
    await expect(check()).rejects.toThrow(DependencyFault);
    await expect(check()).rejects.toThrow(`${topicPrefix}payments.record.dead-letter.v1 missing: run`);
    expect(await made()).toEqual([]);
    await make();
    const name = topicPrefix + answers.name;
    const configEntries = [{ name: 'retention.ms', value: '1000' }];
    const resource = { type: ConfigResourceTypes.TOPIC, name, configEntries };
    await admin.alterConfigs({ validateOnly: false, resources: [resource] });
    lines.length = 0;
    await check();
    expect(await configOf(answers.name)).toMatchObject({ 'retention.ms': '1000' });
    expect(lines).toContainEqual({
      text: 'the configuration of a topic is less than what is wanted',
      line: { topic: name, mend: expect.stringContaining('--add-config retention.ms=600000') as string },
    });
  });
});

it('an unknown option is named', () => {
  expect(() => topicsOptions(['--dryrun'])).toThrow(ConfigError);
  expect(() => topicsOptions(['--dryrun'])).toThrow(/--dryrun.*see --help/);
  expect(topicsOptions(['--dry-run'])).toEqual({ isDryRun: true, repartition: false, help: false });
});
