import { servicesWith } from '@wallet/local-stack';
import { startWallet, type Wallet } from './support/wallet';
import { orderCases } from './support/order-cases';
import { Bus, type StoredRecord } from './support/bus';
import { changedBy } from './support/stored-state';

const days = 24 * 60 * 60_000;
const aged = (at: string): string => new Date(Date.parse(at) - 3 * days).toISOString();

/** The record as it was three days earlier: what a consumer reads again after its offsets were reset. */
function fromThreeDaysAgo({ key, value }: StoredRecord): { key: string; value: string } {
  const { occurredAt, deadline, ...envelope } = JSON.parse(String(value)) as { occurredAt: string; deadline?: string };
  const old = {
    ...envelope,
    occurredAt: aged(occurredAt),
    ...(deadline !== undefined && { deadline: aged(deadline) }),
  };
  return { key: String(key), value: JSON.stringify(old) };
}

describe('records that come again after three days', () => {
  let wallet: Wallet;
  let bus: Bus;
  beforeAll(async () => {
    wallet = await startWallet('old-records');
    bus = new Bus(wallet.stack);
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  it('have no effect, whatever they asked for or told', async () => {
    const lives = ['failed', 'paid by token', 'cancelled while it waited', 'cancelled after a partial refund'] as const;
    for (const life of lives) await orderCases[life](wallet);
    const frozen = await wallet.customer();
    for (const change of ['freeze', 'unfreeze', 'freeze'] as const) await wallet.changeCustomer(frozen, change);
    const topics = (await bus.topics()).filter((topic) => /\.(command|fact)\./.test(topic));
    const records = await bus.read(topics);
    expect(new Set(records.map(({ topic }) => topic)).size).toBeGreaterThan(10);
    const changed = await changedBy(wallet, async () => {
      for (const topic of topics) {
        const old = records.filter((record) => record.topic === topic).map(fromThreeDaysAgo);
        if (old.length > 0) await bus.send(topic, old);
      }
      await bus.drained(servicesWith('OPERATOR_PORT'));
    });
    expect(changed).toEqual([]);
    expect(await bus.read((await bus.topics()).filter((topic) => topic.includes('dead-letter')))).toEqual([]);
    await wallet.expectSoundBooks();
  }, 120_000);
});
