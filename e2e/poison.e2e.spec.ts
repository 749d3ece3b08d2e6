import { eventually } from '@wallet/testkit';
import { payAndAuthorize, tokenPayment } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { Bus, type StoredRecord } from './support/bus';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

interface Letter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
  readonly deadAt: string;
}

/** With one partition a topic, each good record comes after the poison on the same partition. */
describe('poison records', () => {
  let wallet: Wallet;
  let bus: Bus;
  let buried = 0;

  beforeAll(async () => {
    wallet = await startWallet('poison', { env: { common: { KAFKA_PARTITIONS: '1' } } });
    bus = new Bus(wallet.stack);
    await payOnce();
    buried = (await deadLetters()).length;
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** A new customer pays and authorizes, Alipay+ is told of both, and the token pays: every topic below is used. */
  async function payOnce(): Promise<void> {
    const { order, binding } = await payAndAuthorize(wallet, await wallet.customer());
    await order.sendOtp();
    expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
    expect(resultOf(await order.inquire())).toBe('S SUCCESS');
    await eventually(async () => expect((await wallet.booked(order.paymentRequestId)).notifications).toHaveLength(1));
    const [notice] = await eventually(async () => {
      const notices = await binding.notices();
      expect(notices).toHaveLength(1);
      return notices;
    });
    const paid = await wallet.call('pay', tokenPayment(String(notice?.body.accessToken)));
    expect(resultOf(paid)).toBe('S SUCCESS');
  }

  async function deadLetters(): Promise<(Letter & { owner: string })[]> {
    const topics = (await bus.topics()).filter((topic) => topic.endsWith('.record.dead-letter.v1'));
    return (await bus.read(topics)).map(({ topic, value }) => ({
      ...(JSON.parse(String(value)) as Letter),
      owner: topic.split('.')[0]!,
    }));
  }

  function poisonLike({ key, value }: StoredRecord): { key: string | null; value: string | null }[] {
    const good = String(key);
    const envelope = JSON.parse(String(value)) as JsonObject;
    return [
      { key: good, value: '{bad' },
      { key: good, value: '' },
      { key: good, value: null },
      { key: good, value: JSON.stringify({ ...envelope, version: 99 }) },
      { key: good, value: JSON.stringify({ ...envelope, payload: { unknown: 1 } }) },
      { key: good, value: JSON.stringify({ ...envelope, type: 'SomethingElse' }) },
      { key: good, value: JSON.stringify({ ...envelope, traceparent: 'x'.repeat(300_000) }) },
      { key: null, value: JSON.stringify(envelope) },
      { key: 'other', value: JSON.stringify(envelope) },
      { key: 'other', value: JSON.stringify({ ...envelope, key: 'other' }) },
    ];
  }

  it.each([
    ['auth', 'auth.order.command.v1'],
    ['payments', 'payments.order.command.v1'],
    ['payments', 'payments.settlement.command.v1'],
    ['payments', 'auth.customer.fact.v1'],
    ['otp', 'otp.check.command.v1'],
    ['auth,notifier', 'payments.payment.fact.v1'],
    ['auth', 'auth.token-payment.command.v1'],
    ['payments', 'payments.token-payment.command.v1'],
    ['notifier', 'auth.agreement.fact.v1'],
  ])('%s buries those on %s within 5 s, and goes on', async (consumers, topic) => {
    const owners = consumers.split(',');
    const [real] = await bus.read([topic]);
    const poison = poisonLike(real!);
    const sentAt = Date.now();
    const offsets = await bus.send(topic, poison);
    await payOnce();
    const letters = await eventually(async () => {
      const found = (await deadLetters()).filter((letter) => letter.topic === topic && offsets.includes(letter.offset));
      expect(found).toHaveLength(owners.length * poison.length);
      return found;
    });
    expect([...new Set(letters.map(({ owner }) => owner))].sort()).toEqual(owners);
    for (const letter of letters) {
      expect(letter).toMatchObject({ partition: 0, reason: expect.stringMatching(/./) as string });
      expect(Date.parse(letter.deadAt) - sentAt).toBeLessThan(5_000);
    }
    buried += letters.length;
  });

  it('a record of 2 MB is taken from nobody', async () => {
    const record = { key: 'p-1', value: 'x'.repeat(2_000_000) };
    await expect(bus.send('payments.order.command.v1', [record])).rejects.toThrow(/larger than the max message size/);
  });

  it('what looks like a card number in a text never reaches Kafka, and the payment goes on', async () => {
    const number = '4111111111111111';
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const body = order.order();
    const { merchant } = body.order as { merchant: JsonObject };
    const withNumber = {
      ...body,
      order: {
        ...(body.order as JsonObject),
        orderDescription: `Order ${number}`,
        merchant: { ...merchant, merchantName: number },
      },
    };
    expect(resultOf(await wallet.call('pay', withNumber))).toBe('U VERIFICATION_IN_PROCESS');
    const records = await bus.read(await bus.topics());
    expect(records.filter(({ value }) => String(value).includes(number))).toEqual([]);
  });

  it('nothing else was buried, and the books are sound', async () => {
    expect(await deadLetters()).toHaveLength(buried);
    await wallet.expectSoundBooks();
  }, 40_000);
});
