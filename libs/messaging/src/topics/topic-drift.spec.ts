import { paymentFacts } from '@wallet/contracts';
import { ConfigError } from '@wallet/service';
import { replicationOn, wantedTopics } from './topic-configuration';
import { configCommand, driftOf, partitionsCommand, replicasCommand } from './topic-drift';

const week = 7 * 24 * 3_600_000;
const bytes = 320 * 1024;
const brokers = ['a:9092', 'b:9092'];

describe('the replicas of topics', () => {
  it.each([
    [1, {}, { factor: 1, minInSync: 1 }],
    [2, {}, { factor: 2, minInSync: 1 }],
    [3, {}, { factor: 3, minInSync: 2 }],
    [5, {}, { factor: 3, minInSync: 2 }],
    [5, { replicationFactor: 5 }, { factor: 5, minInSync: 2 }],
    [3, { minInSyncReplicas: 3 }, { factor: 3, minInSync: 3 }],
    [1, { replicationFactor: 3, minInSyncReplicas: 1 }, { factor: 3, minInSync: 1 }],
  ])('on %p brokers with the settings %j', (count, settings, expected) => {
    expect(replicationOn(count, { topicPrefix: '', partitions: 1, ...settings })).toEqual(expected);
  });

  it('are refused when no write could have them', () => {
    const replication = () => replicationOn(1, { topicPrefix: '', partitions: 1, minInSyncReplicas: 2 });
    expect(replication).toThrow(ConfigError);
  });
});

describe('the drift of a topic', () => {
  const [wanted] = wantedTopics([paymentFacts], [], 3, { factor: 3, minInSync: 2 });
  const drift = (maxBytes: number, minInSync: number, retention: number, replicas = [1, 2, 3]) =>
    driftOf(wanted!, {
      replicas: [replicas, replicas, replicas],
      config: { 'max.message.bytes': maxBytes, 'min.insync.replicas': minInSync, 'retention.ms': retention },
    });

  it('is nothing when all is as wanted', () => {
    expect(drift(bytes, 2, week)).toEqual({ raise: {}, exceeding: {} });
  });

  it('raises what is less, and leaves what is more', () => {
    expect(drift(100_000, 1, 1)).toEqual({
      raise: { 'max.message.bytes': bytes, 'min.insync.replicas': 2, 'retention.ms': week },
      exceeding: {},
    });
    expect(drift(4_000_000, 3, -1)).toEqual({
      raise: {},
      exceeding: { 'max.message.bytes': bytes, 'min.insync.replicas': 2, 'retention.ms': week },
    });
  });

  it.each([
    [[1], 1],
    [[1, 2], 1],
  ])('does not ask for replicas in sync that a topic on %j has not to spare', (replicas, minInSync) => {
    expect(drift(bytes, minInSync, week, replicas)).toEqual({ raise: {}, exceeding: {} });
  });

  it('is mended by commands that can be pasted', () => {
    const { raise } = drift(100_000, 1, week);
    expect(configCommand(brokers, 't', raise)).toBe(
      'kafka-configs.sh --bootstrap-server a:9092,b:9092 --alter --entity-type topics --entity-name t ' +
        '--add-config max.message.bytes=327680,min.insync.replicas=2',
    );
    expect(partitionsCommand(brokers, 't', 12)).toBe(
      'kafka-topics.sh --bootstrap-server a:9092,b:9092 --alter --topic t --partitions 12',
    );
    const command = replicasCommand(brokers, 't', { replicas: [[1], [2, 1]], factor: 3, brokerIds: [1, 2, 3, 4] });
    expect(JSON.parse(/'(.*)'/.exec(command)?.[1] ?? '')).toEqual({
      version: 1,
      partitions: [
        { topic: 't', partition: 0, replicas: [1, 2, 3] },
        { topic: 't', partition: 1, replicas: [2, 1, 4] },
      ],
    });
    expect(command).toMatch(/ --reassignment-json-file reassignment\.json --execute$/);
  });
});
