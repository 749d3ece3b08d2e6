import { DependencyFault, type Logger } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import type { OutgoingRecord } from '../records/codec';
import type { OutboxLeadership, OutboxRecord, Portion } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { RecordRefused, type Outcome } from '../sending/shipment';

const row = (id: number, key: string, note: unknown = ''): OutboxRecord => ({
  id: String(id),
  topic: 'payments.payment.fact.v1',
  type: 'PaymentFact',
  version: 1,
  key,
  occurredAt: new Date(),
  traceparent: 'none',
  payload: { note },
});

/** As the table in Postgres gives them. */
class Rows implements OutboxLeadership {
  constructor(private rows: OutboxRecord[]) {}

  get left(): string[] {
    return this.rows.map(({ id }) => id);
  }

  unsent({ rows, except }: Portion) {
    const passed = this.rows.filter(({ topic, key }) => !except.includes(`${topic} ${key}`));
    return Promise.resolve({ rows: passed.slice(0, rows), isMore: passed.length > rows });
  }

  newest({ rows, except }: Portion) {
    const passed = this.rows.filter(({ topic, key }) => !except.includes(`${topic} ${key}`));
    const older = new Set(passed.slice(0, -rows).map(({ key }) => key));
    return Promise.resolve(passed.slice(-rows).filter(({ key }) => !older.has(key)));
  }

  settle({ sent }: { sent: readonly string[] }) {
    const gone = new Set(sent);
    this.rows = this.rows.filter(({ id }) => !gone.has(id));
    return Promise.resolve();
  }

  release() {
    return Promise.resolve();
  }
}

type Take = (id: string) => Outcome;

async function relayed(rows: OutboxRecord[], wanted: number, take: Take = () => undefined) {
  const published: string[] = [];
  let errors = 0;
  const leadership = new Rows(rows);
  const logger = { info: () => undefined, warn: () => undefined, error: () => errors++ } as unknown as Logger;
  const ship = (records: readonly OutgoingRecord[]): Promise<Outcome[]> => {
    const ids = records.map(({ value }) => (JSON.parse(String(value)) as { correlationId: string }).correlationId);
    const outcomes = ids.map((id) => take(id.replace('payments-outbox-', '')));
    published.push(...ids.filter((_, index) => outcomes[index] === undefined));
    return Promise.resolve(outcomes);
  };
  const store = { lead: () => Promise.resolve(leadership), close: () => Promise.resolve() };
  const relay = new OutboxRelay(store, { ship }, { schema: 'payments', logger });
  await relay.start();
  await eventually(() => expect(published.length).toBeGreaterThanOrEqual(wanted), { timeoutMs: 4_000 });
  await relay.stop();
  return { ids: published, left: leadership.left, errors };
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => row(index, `key ${index}`));

describe('the outbox relay', () => {
  it('holds back a fact that cannot be sent and the later ones of its key, and sends the others', async () => {
    const rows = [
      row(1, 'a'),
      row(2, 'b', 'x'.repeat(300_000)),
      row(3, 'b'),
      row(4, 'c', 'x'.repeat(300_000)),
      row(5, 'd'),
    ];
    const { ids, left, errors } = await relayed(rows, 2);
    expect(ids).toEqual(['payments-outbox-1', 'payments-outbox-5']);
    expect([left, errors]).toEqual([['2', '3', '4'], 2]);
  });

  it('goes on behind more of them than it reads at once, and tells of each once', async () => {
    const held = Array.from({ length: 1_200 }, (_, index) => row(index, `held ${index}`, 1n));
    const { ids, left, errors } = await relayed([...held, row(5_000, 'a')], 1);
    expect(ids).toEqual(['payments-outbox-5000']);
    expect([left.length, errors]).toEqual([1_200, 1_200]);
  });

  it('holds a fact that Kafka refuses, sends the others, and does not send it again at once', async () => {
    const tried: string[] = [];
    const refuse: Take = (id) => {
      if (id !== '3' && id !== '6') return undefined;
      tried.push(id);
      return new RecordRefused('too large');
    };
    const rows = [...rowsOf(5), row(6, 'key 3'), ...rowsOf(2_000).slice(7), row(2_000, 'key 3')];
    const { ids, left, errors } = await relayed(rows, 1_997, refuse);
    expect([ids.length, left, errors, tried]).toEqual([1_997, ['3', '6', '2000'], 1, ['3', '6']]);
  });

  it('marks what was taken before a fault of Kafka, and sends the rest when it is gone', async () => {
    const failed = new Set<string>();
    const fault: Take = (id) => {
      if (id < '3' || failed.has(id)) return undefined;
      failed.add(id);
      return new DependencyFault('Kafka', 'down');
    };
    const { ids, left } = await relayed(rowsOf(5), 5, fault);
    expect(ids).toEqual([0, 1, 2, 3, 4].map((id) => `payments-outbox-${id}`));
    expect(left).toEqual([]);
  });

  it('sends the newest long before a backlog has left, but none before an older one of its key', async () => {
    const backlog = rowsOf(4_000);
    const rows = [...backlog, row(4_000, 'key 3000'), row(4_001, 'new'), row(4_002, 'new')];
    const { ids } = await relayed(rows, 4_003);
    const at = (id: number) => ids.indexOf(`payments-outbox-${id}`);
    expect(at(4_001)).toBeLessThan(1_000);
    expect(at(4_002)).toBe(at(4_001) + 1);
    expect(at(4_000)).toBeGreaterThan(at(3_000));
    expect(new Set(ids).size).toBe(4_003);
  });
});
