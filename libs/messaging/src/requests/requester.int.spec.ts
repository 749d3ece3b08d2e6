import { randomUUID } from 'node:crypto';
import { inquirePayment } from '@wallet/contracts';
import { createLogger } from '@wallet/service';
import { testKafkaBrokers } from '@wallet/testkit';
import { MessageBus } from '../sending/message-bus';
import { Requester } from './requester';

const logger = createLogger('test', 'silent');
const ask = (requester: Requester) =>
  requester.ask(inquirePayment, () => ({ paymentRequestId: 'p-1' }), {
    deadline: new Date(Date.now() + 3_500),
    traceparent: 'none',
  });

function gateway(brokers: string[]) {
  const topicPrefix = `test-${randomUUID()}.`;
  const bus = new MessageBus({ brokers, clientId: 'gateway', topicPrefix, partitions: 1, logger });
  return { bus, requester: new Requester(bus, { brokers, clientId: 'gateway', topicPrefix, logger }) };
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const startedAt = Date.now();
  return { result: await work, ms: Date.now() - startedAt };
}

describe('a gateway before its first join', () => {
  jest.setTimeout(60_000);

  it('ends a call as unknown within a second while Kafka is away', async () => {
    const { requester } = gateway(['127.0.0.1:1']);
    const asked = timed(ask(requester));
    expect(requester.waiting).toBe(1);
    const { result, ms } = await asked;
    expect(result.answer).toEqual({ outcome: 'unknown', reason: 'fault' });
    expect(ms).toBeLessThan(1_000);
    expect([requester.waiting, requester.canAnswer(), requester.ready()]).toEqual([0, true, false]);
  });

  it('has calls wait while it joins, which then go their way', async () => {
    const { bus, requester } = gateway(testKafkaBrokers());
    await bus.start();
    try {
      const [{ result }] = await Promise.all([timed(askUntilSent(requester)), requester.start()]);
      expect(result).toEqual({ outcome: 'unknown', reason: 'no-answer' });
    } finally {
      await requester.stop();
      await bus.stop();
    }
  });
});

/** Nobody consumes the command: once it could be sent its call waits to its deadline. */
async function askUntilSent(requester: Requester) {
  for (;;) {
    const { answer } = await ask(requester);
    if (answer.outcome !== 'unknown' || answer.reason !== 'fault') return answer;
  }
}
