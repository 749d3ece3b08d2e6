import { inquirePayment, payByToken, paymentFacts, settlePayment, type Answer, type Topic } from '@wallet/contracts';
import { metrics, type Logger } from '@wallet/service';
import { encode, type CallContext } from '../records/codec';
import type { Caller } from '../records/message';
import { RecordIntake } from './record-intake';

type Values = Record<string, unknown>;

const asked: CallContext = { correlationId: 'c-1', traceparent: 'none', replyTo: 'gateway.call.answer.v1' };

function intakeOf(topic: Topic<unknown>) {
  const [buried, answered, logged]: [string[], [Caller, Answer][], string[]] = [[], [], []];
  const finished: number[] = [];
  const log = (_place: unknown, text: string) => void logged.push(text);
  const intake = new RecordIntake({
    topic,
    bury: (record, reason) => Promise.resolve(void buried.push(`${record.offset} ${reason}`)),
    answers: { answer: (caller, answer) => Promise.resolve(void answered.push([caller, answer])) },
    logger: { error: log, warn: log } as unknown as Logger,
  });
  let offset = 0;
  const take = (key: string, value: string | null) => {
    const at = offset++;
    const record = { topic: topic.name, partition: 0, offset: String(at), key: Buffer.from(key) };
    const taken = intake.take({ ...record, value: value === null ? null : Buffer.from(value) }, () =>
      finished.push(at),
    );
    return taken?.message.key;
  };
  return { intake, take, buried, answered, logged, finished };
}

const fact = (key: string, more: Values = {}, context: CallContext = { correlationId: 'c-1', traceparent: 'none' }) => {
  const payload = {
    fact: 'PaymentCancelled',
    paymentRequestId: key,
    orderVersion: 3,
    cancelledAt: '2026-11-01T08:00:00Z',
  };
  const record = encode(paymentFacts, paymentFacts.schema.parse(payload), context);
  const envelope = JSON.parse(record.value) as Values;
  return JSON.stringify({ ...envelope, payload: { ...(envelope['payload'] as Values), ...more } });
};
const fromNextRelease = (key: string) => fact(key, { fact: 'PaymentDisputed' });

const settlement = (verdict: string) => {
  const payload = { paymentRequestId: 'p-1', verification: { verdict: 'wrong' } };
  const record = encode(settlePayment, settlePayment.schema.parse(payload), asked);
  return record.value.replace('"wrong"', JSON.stringify(verdict));
};

const exposed = async () => (await metrics.registry.getSingleMetric('messaging_held_records')?.get())?.values;

describe('what can be read by a newer release only', () => {
  it('is held with the later records of its key, and the other keys go on', async () => {
    const { take, buried, finished, logged, intake } = intakeOf(paymentFacts);
    expect(take('p-1', fact('p-1'))).toBe('p-1');
    expect(take('p-1', fromNextRelease('p-1'))).toBeUndefined();
    expect(take('p-1', fact('p-1'))).toBeUndefined();
    expect(take('p-2', fact('p-2'))).toBe('p-2');
    expect({ buried, finished }).toEqual({ buried: [], finished: [] });
    expect(logged).toEqual(['a record of a newer release is held']);
    expect(await exposed()).toEqual([{ labels: { topic: paymentFacts.name }, value: 2 }]);
    intake.reset();
    expect(take('p-1', fact('p-1'))).toBe('p-1');
    expect(await exposed()).toEqual([{ labels: { topic: paymentFacts.name }, value: 0 }]);
  });

  it('fills a bounded memory: then the topic stands still, and says so', () => {
    const { take, intake, logged } = intakeOf(paymentFacts);
    for (let index = 0; index < 9_999; index++) take(`p-${index}`, fromNextRelease(`p-${index}`));
    expect(intake.isFull).toBe(false);
    take('p-1', fact('p-1'));
    expect(intake.isFull).toBe(true);
    expect(logged.at(-1)).toBe('no more can be held: it stands still');
    intake.reset();
    expect(intake.isFull).toBe(false);
  });

  it('is answered unknown at once and done with, where the caller repeats', () => {
    const { take, buried, answered, finished } = intakeOf(payByToken);
    const resolved = { paymentRequestId: 'p-1', payer: { token: 'refused', refusal: 'TokenOfTheNextRelease' } };
    const envelope = JSON.parse(settlement('wrong')) as Values;
    const value = { ...envelope, type: payByToken.type, payload: { ...tokenPayment, ...resolved } };
    expect(take('p-1', JSON.stringify(value))).toBeUndefined();
    expect(answered).toEqual([[asked, { outcome: 'unknown', reason: 'fault' }]]);
    expect({ buried, finished }).toEqual({ buried: [], finished: [0] });
  });

  it('is held and answered unknown at once, where a command waits for dependencies; so are its repeats', () => {
    const { take, buried, answered, finished } = intakeOf(settlePayment);
    expect(take('p-1', settlement('of-the-next-release'))).toBeUndefined();
    expect(take('p-1', settlement('wrong'))).toBeUndefined();
    expect(answered.map(([{ correlationId }, { outcome }]) => [correlationId, outcome])).toEqual([
      ['c-1', 'unknown'],
      ['c-1', 'unknown'],
    ]);
    expect({ buried, finished }).toEqual({ buried: [], finished: [] });
  });
});

const money = { currency: 'HKD', value: '12050' };
const tokenPayment = {
  accessTokenHash: 'a'.repeat(64),
  acquirerId: 'a',
  purchase: {
    paymentAmount: money,
    payToAmount: money,
    paymentMethodType: 'ALIPAY_HK',
    referenceMerchantId: 'm',
    merchantName: 'Shop',
  },
};

describe('poison', () => {
  const envelope = JSON.parse(encode(inquirePayment, { paymentRequestId: 'p-1' }, asked).value) as Values;

  it.each<[string, Values]>([
    ['a field of the wrong type', { payload: { paymentRequestId: 7 } }],
    ['another key', { key: 'p-2' }],
    ['an unknown version', { version: 2 }],
    ['a broken envelope', { id: 7, traceparent: undefined }],
    ['a huge one', { traceparent: 'x'.repeat(300_000) }],
  ])('of a command with %s is buried, and answered unknown at once', async (_what, change) => {
    const { take, buried, answered, finished } = intakeOf(inquirePayment);
    expect(take('p-1', JSON.stringify({ ...envelope, ...change }))).toBeUndefined();
    expect(answered).toMatchObject([[{ correlationId: 'c-1' }, { outcome: 'unknown', reason: 'fault' }]]);
    await Promise.resolve();
    expect([buried.length, finished]).toEqual([1, [0]]);
  });

  it.each<[string, string | null]>([
    ['nothing', null],
    ['no JSON', '{bad'],
    ['no caller', JSON.stringify({ ...envelope, replyTo: undefined, payload: 7 })],
    ['a caller that is none', JSON.stringify({ ...envelope, correlationId: 7, payload: 7 })],
  ])('with %s is buried, and nobody is answered', (_what, value) => {
    const { take, buried, answered } = intakeOf(inquirePayment);
    expect(take('p-1', value)).toBeUndefined();
    expect([buried.length, answered]).toEqual([1, []]);
  });

  it('of a fact is buried, and its key goes on', () => {
    const { take, buried } = intakeOf(paymentFacts);
    take('p-1', fact('p-1', { orderVersion: 'three' }));
    expect(take('p-1', fact('p-1'))).toBe('p-1');
    expect(buried).toEqual(['0 payload: orderVersion invalid_type']);
  });
});
