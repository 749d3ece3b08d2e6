import { randomUUID } from 'node:crypto';
import { inquirePayment, paymentFacts } from '@wallet/contracts';
import type { Logger } from '@wallet/service';
import { testKafkaBrokers } from '@wallet/testkit';
import { encode, type OutgoingRecord } from '../records/codec';
import { maxRecordBytes } from '../topics/topics';
import { DeadLetterBox } from './dead-letter-box';
import { deadLetter, type RawRecord } from './dead-letter';
import { MessageBus } from '../sending/message-bus';

const noop = (): void => undefined;
const logger = { debug: noop, info: noop, warn: noop, error: noop } as unknown as Logger;
const brokers = testKafkaBrokers();
const by = { operator: 'olga', reason: 'the bug is mended' };

const command = (deadline?: Date) =>
  encode(inquirePayment, { paymentRequestId: 'p-1' }, { correlationId: 'c-1', traceparent: 'none', deadline }).value;

describe('the dead letters of a service', () => {
  jest.setTimeout(60_000);
  const service = 'payments';
  const topicPrefix = `test-${randomUUID()}.`;
  let bus: MessageBus;
  let box: DeadLetterBox;
  const replayed: OutgoingRecord[] = [];
  const publish = (records: readonly OutgoingRecord[]): Promise<void> => {
    const own = records.filter(({ topic }) => topic.endsWith('dead-letter.v1'));
    replayed.push(...records.filter((record) => !own.includes(record)));
    return bus.publish(own);
  };

  const records: Partial<RawRecord>[] = [
    { value: Buffer.from('{bad') },
    { value: null, key: null },
    { value: Buffer.from([0xff, 0xfe]), key: Buffer.from([0xff]) },
    { value: Buffer.alloc(maxRecordBytes + 1, 'x') },
    { value: Buffer.from(command(new Date(Date.now() - 1_000))) },
    { value: Buffer.from(command(new Date(Date.now() + 60_000))) },
    { value: Buffer.from('{}'), topic: 'payments.gone.command.v1' },
    { value: Buffer.from('{}'), topic: 'auth.agreement.fact.v1' },
  ];

  beforeAll(async () => {
    bus = new MessageBus({ brokers, clientId: service, topicPrefix, partitions: 1, logger });
    await bus.start();
    box = new DeadLetterBox({ service, bus: { publish }, brokers, topicPrefix, logger });
    const letters = records.map((record, index) => {
      const raw = {
        topic: paymentFacts.name,
        partition: 2,
        offset: String(100 + index),
        key: Buffer.from('k'),
        value: null,
      };
      return deadLetter(service, { ...raw, ...record }, `reason ${index}`);
    });
    await bus.publish(letters);
  });
  afterAll(() => bus.stop());

  it('are listed, the newest first', async () => {
    const letters = await box.list(3);
    expect(letters.map(({ id }) => id)).toEqual(['0-7', '0-6', '0-5']);
    const all = await box.list(50);
    expect(all).toHaveLength(records.length);
    expect(all.at(-1)).toEqual({
      id: '0-0',
      topic: paymentFacts.name,
      partition: 2,
      offset: '100',
      key: 'k',
      reason: 'reason 0',
      deadAt: expect.stringMatching(/Z$/) as string,
    });
  });

  it('are opened one by one, secrets and what is no text withheld', async () => {
    const opened = await Promise.all(['0-0', '0-1', '0-2', '0-7'].map((id) => box.get(id)));
    expect(opened.map((letter) => [letter?.key, letter?.value, letter?.withheld])).toEqual([
      ['k', '{bad', undefined],
      [null, null, undefined],
      [null, undefined, 'not text'],
      ['k', undefined, 'secret'],
    ]);
  });

  it.each(['0-99', '1-0', '0-', '0', 'x', '0--1', '0-1e1'])('have none with the id %p', async (id) => {
    expect(await box.get(id)).toBeUndefined();
    expect(await box.replay(id, by)).toBe('not-found');
  });

  it.each([
    ['0-3', 'cut'],
    ['0-4', 'expired'],
    ['0-6', 'unknown-topic'],
  ])('%s is not replayed: %s', async (id, refusal) => {
    expect(await box.replay(id, by)).toBe(refusal);
    expect(replayed).toEqual([]);
  });

  it('are replayed byte for byte, which the list then tells', async () => {
    for (const id of ['0-2', '0-1', '0-5'])
      expect(await box.replay(id, by)).toEqual({ replayedAt: expect.stringMatching(/Z$/) as string });
    expect(replayed.map(({ topic, key, value }) => [topic, key, value])).toEqual([
      [paymentFacts.name, records[2]?.key, records[2]?.value],
      [paymentFacts.name, null, null],
      [paymentFacts.name, Buffer.from('k'), records[5]?.value],
    ]);
    const marked = (await box.list(6)).filter(({ replayedAt }) => replayedAt !== undefined);
    expect(marked.map(({ id }) => id)).toEqual(['0-5', '0-2']);
    expect((await box.list(50)).filter(({ replayedAt }) => replayedAt)).toHaveLength(3);
  });
});
