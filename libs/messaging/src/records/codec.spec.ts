import { inquirePayment, settlePayment } from '@wallet/contracts';
import { metrics } from '@wallet/service';
import { maxRecordBytes } from '../topics/topics';
import { decode, encode, PoisonRecord } from './codec';

const context = { correlationId: 'c-1', traceparent: 'none' };
const good = encode(inquirePayment, { paymentRequestId: 'p-1' }, context);
const envelope = JSON.parse(good.value) as Record<string, unknown>;
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const key = Buffer.from('p-1');

describe('a record', () => {
  it('is read as it was written', () => {
    expect(decode(inquirePayment, { key, value: Buffer.from(good.value) })).toMatchObject({
      key: 'p-1',
      payload: { paymentRequestId: 'p-1' },
    });
  });

  it.each<[string, Buffer | null, Buffer | null]>([
    ['no value', key, null],
    ['an empty value', key, Buffer.alloc(0)],
    ['no JSON', key, Buffer.from('{bad')],
    ['no UTF-8', key, Buffer.from([0xff, 0xfe, 0x00])],
    ['no envelope', key, bytes(null)],
    ['no key', null, bytes(envelope)],
    ['the key of another record', Buffer.from('p-2'), bytes(envelope)],
    ['a key that is not the id inside', Buffer.from('p-2'), bytes({ ...envelope, key: 'p-2' })],
    ['an unknown version', key, bytes({ ...envelope, version: 2 })],
    ['the type of another topic', key, bytes({ ...envelope, type: settlePayment.type })],
    ['another payload', key, bytes({ ...envelope, payload: { paymentRequestId: 7 } })],
    ['2 MB', key, bytes({ ...envelope, traceparent: 'x'.repeat(2_000_000) })],
    ['one byte too many', key, Buffer.alloc(maxRecordBytes - key.length + 1, ' ')],
    ['a key of 2 MB', Buffer.alloc(2_000_000, 'k'), bytes(envelope)],
  ])('is poison with %s', (_what, poisonedKey, value) => {
    expect(() => decode(inquirePayment, { key: poisonedKey, value })).toThrow(PoisonRecord);
  });

  it('is made with what looks like a card number in it, and an alarm counts it', async () => {
    metrics.registry.resetMetrics();
    const bySeen = async () =>
      (await metrics.registry.getSingleMetric('messaging_card_numbers_seen_total')?.get())?.values;
    const card = '4111111111111111';
    expect(encode(inquirePayment, { paymentRequestId: card }, context).value).toContain(card);
    expect(await bySeen()).toEqual([]);
    const refund = { paymentRequestId: card, refundReason: card } as unknown as { paymentRequestId: string };
    expect(encode(inquirePayment, refund, context).value).toContain(card);
    expect(await bySeen()).toEqual([{ labels: { topic: inquirePayment.name }, value: 1 }]);
  });
});
