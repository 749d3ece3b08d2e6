import { randomUUID } from 'node:crypto';
import { inquirePayment } from '@wallet/contracts';
import { createLogger, DependencyFault } from '@wallet/service';
import { eventually, testKafkaBrokers } from '@wallet/testkit';
import { MessageBus } from '../sending/message-bus';
import { GroupConsumer } from './group-consumer';
import { GroupSizes } from './group-sizes';
import { createKafka } from './kafka-client';

const logger = createLogger('test', 'silent');
const kafkaAt = (brokers: string[]) => createKafka({ brokers, clientId: 'gateway', logger, isQuiet: true });

describe('the sizes of groups', () => {
  jest.setTimeout(60_000);

  it('are the members that Kafka has, 0 of a group that was never there or that all have left', async () => {
    const topicPrefix = `test-${randomUUID()}.`;
    const brokers = testKafkaBrokers();
    const bus = new MessageBus({ brokers, clientId: 'gateway', topicPrefix, partitions: 1, logger });
    await bus.start();
    const [group, never] = [`${topicPrefix}payments`, `${topicPrefix}otp`];
    const member = () =>
      new GroupConsumer({
        name: 'payments',
        kafka: kafkaAt(brokers),
        groupId: group,
        topics: [topicPrefix + inquirePayment.name],
        fromBeginning: true,
        receive: () => undefined,
        logger,
      });
    const sizes = new GroupSizes(kafkaAt(brokers));
    const look = async () => Object.fromEntries(await sizes.of([group, never]));
    const members = [member(), member()];
    try {
      expect(await look()).toEqual({ [group]: 0, [never]: 0 });
      await Promise.all(members.map((each) => each.start()));
      await eventually(async () => expect(await look()).toEqual({ [group]: 2, [never]: 0 }));
      await Promise.all(members.map((each) => each.stop()));
      expect(await look()).toEqual({ [group]: 0, [never]: 0 });
    } finally {
      await sizes.disconnect();
      await bus.stop();
    }
  });

  it('are not known without Kafka', async () => {
    const sizes = new GroupSizes(kafkaAt(['127.0.0.1:1']));
    await expect(sizes.of(['payments'])).rejects.toThrow(DependencyFault);
    await sizes.disconnect();
  });
});
