import type { Logger } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import type { OutgoingRecord } from './codec';
import type { OutboxLeadership, OutboxRecord } from './outbox';
import { OutboxRelay } from './outbox-relay';

const row = (id: number, key: string, note = ''): OutboxRecord => ({
  ...{ id: String(id), topic: 'payments.payment.fact.v1', type: 'PaymentFact', version: 1, key },
  ...{ occurredAt: new Date(), traceparent: 'none', payload: { note } },
});

async function relayed(
  rows: OutboxRecord[],
  wanted: number,
): Promise<{ ids: string[]; left: string[]; errors: number }> {
  const published: OutgoingRecord[] = [];
  let errors = 0;
  let unsent = rows;
  const leadership: OutboxLeadership = {
    unsent: (limit) => Promise.resolve(unsent.slice(0, limit)),
    settle: ({ sent }) => Promise.resolve(void (unsent = unsent.filter(({ id }) => !sent.includes(id)))),
    release: () => Promise.resolve(),
  };
  const logger = { info: () => undefined, warn: () => undefined, error: () => errors++ } as unknown as Logger;
  const relay = new OutboxRelay(
    { lead: () => Promise.resolve(leadership) },
    { publish: (records) => Promise.resolve(void published.push(...records)) },
    { schema: 'payments', logger },
  );
  await relay.start();
  await eventually(() => expect(published).toHaveLength(wanted), { timeoutMs: 4_000 });
  await relay.stop();
  const ids = published.map(({ value }) => (JSON.parse(String(value)) as { correlationId: string }).correlationId);
  return { ids, left: unsent.map(({ id }) => id), errors };
}

describe('the outbox relay', () => {
  it('holds back a fact that cannot be sent and the later ones of its key, and sends the others', async () => {
    const rows = [
      row(1, 'a'),
      row(2, 'b', '4111111111111111'),
      row(3, 'b'),
      row(4, 'c', 'x'.repeat(300_000)),
      row(5, 'd'),
    ];
    const { ids, left, errors } = await relayed(rows, 2);
    expect(ids).toEqual(['payments-outbox-1', 'payments-outbox-5']);
    expect([left, errors]).toEqual([['2', '3', '4'], 2]);
  });

  it('goes on behind more of them than it reads at once, and tells of each once', async () => {
    const held = Array.from({ length: 1_200 }, (_, index) => row(index, `held ${index}`, '4111111111111111'));
    const { ids, left, errors } = await relayed([...held, row(5_000, 'a')], 1);
    expect(ids).toEqual(['payments-outbox-5000']);
    expect([left.length, errors]).toEqual([1_200, 1_200]);
  });
});
