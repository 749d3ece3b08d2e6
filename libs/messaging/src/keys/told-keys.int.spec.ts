import { randomBytes, randomUUID } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { answers, checkOtp, inquirePayment, issueTokens, keyFingerprint, seal, type Topic } from '@wallet/contracts';
import { createLogger } from '@wallet/service';
import { eventually, testKafkaBrokers } from '@wallet/testkit';
import { createKafka } from '../kafka/kafka-client';
import { rangeOf, readRecords } from '../kafka/read-records';
import { decode, encode } from '../records/codec';
import { MessageBus } from '../sending/message-bus';
import { fingerprintsHeader } from '../records/fingerprints';
import type { OwnKeys } from './shared-keys';

const brokers = testKafkaBrokers();
const topicPrefix = `test-${randomUUID()}.`;
const logger = createLogger('test', 'silent');
const [tokenHashKey, sealKey] = [randomBytes(32), randomBytes(32)];
const sealKeys = { current: '2', key: (version: string) => (version === '2' ? sealKey : undefined) };
const hash = 'a'.repeat(64);
const place = { topic: checkOtp.name, type: checkOtp.type, key: hash, correlationId: 'c-1' };
const check = {
  subject: 'auth-code',
  authCodeHash: hash,
  authClientId: 'client',
  verifyRequestId: 'v-1',
  sealedOtpCode: seal('123456', place, sealKeys),
} as const;
const context = { correlationId: 'c-1', traceparent: 'none' };
const ofHash = `token-hash=${keyFingerprint(tokenHashKey)}`;
const ofSeal = `seal.2=${keyFingerprint(sealKey)}`;

describe('a record on Kafka', () => {
  const buses: MessageBus[] = [];
  const busOf = async (clientId: string, keys?: OwnKeys): Promise<MessageBus> => {
    const bus = new MessageBus({ brokers, clientId, topicPrefix, partitions: 1, logger, ...(keys && { keys }) });
    await bus.start();
    buses.push(bus);
    return bus;
  };
  afterAll(() => Promise.all(buses.map((bus) => bus.stop())));

  async function lastOf(topic: Topic<never>): Promise<KafkaMessage> {
    const reader = createKafka({ brokers, clientId: 'reader', logger });
    const records: KafkaMessage[] = [];
    await eventually(async () => {
      await readRecords(reader, topicPrefix + topic.name, await rangeOf(reader, topicPrefix + topic.name), (record) =>
        records.push(record),
      );
      expect(records).not.toEqual([]);
    });
    return records.at(-1)!;
  }
  const told = ({ headers }: KafkaMessage): string[] => {
    const header = headers?.[fingerprintsHeader];
    return header === undefined ? [] : String(header).split(',').sort();
  };

  it('tells the fingerprints of the keys behind it, whoever hands it on', async () => {
    const gateway = await busOf('gateway', { tokenHashKey, sealKeys });
    const otp = await busOf('otp', { sealKeys: { current: '1', key: () => randomBytes(32) } });
    await gateway.publish([encode(checkOtp, check, context)]);
    const record = await lastOf(checkOtp as never);
    expect(told(record)).toEqual([ofSeal, ofHash]);

    const message = { ...decode(checkOtp, record), replyTo: answers.name };
    const grant = { kind: 'verification-code', authCodeHash: hash, verification: { verdict: 'wrong' } } as const;
    await otp.forward(message, issueTokens, { authClientId: 'client', grant });
    expect(told(await lastOf(issueTokens as never))).toEqual([ofHash]);
    const sealedAuthCode = check.sealedOtpCode;
    const result = { kind: 'prepared', verifyRequestId: 'v-1', sealedAuthCode } as const;
    await otp.answer(message, { outcome: 'done', result });
    expect(told(await lastOf(answers as never))).toEqual([ofSeal]);
  }, 60_000);

  it('tells nothing where it rests on none, or its sender has none', async () => {
    const payments = await busOf('payments');
    await payments.publish([
      encode(inquirePayment, { paymentRequestId: 'p-1' }, context),
      encode(issueTokens, { authClientId: 'c', grant: { kind: 'authorization-code', authCodeHash: hash } }, context),
    ]);
    expect(told(await lastOf(inquirePayment as never))).toEqual([]);
    expect(told(await lastOf(issueTokens as never))).toEqual([]);
  }, 60_000);
});
