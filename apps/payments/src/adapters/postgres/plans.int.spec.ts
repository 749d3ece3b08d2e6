import { OutboxPurger, PostgresOutbox } from '@wallet/postgres';
import { createLogger } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { loadOrders } from '../../../test/many-orders';
import {
  accepted,
  cancellation,
  inquiry,
  order,
  paymentsFixture,
  recall,
  refund,
  resend,
  tokenPay,
  verdict,
  type PaymentsFixture,
} from '../../../test/payments-fixture';
import { confirmation, leaving, listing, look, scanned, scansOf } from '../../../test/scan-fixture';
import { orderIdOf } from '../../domain/order/order-id';
import { schema } from './database';
import { PostgresCustomerHistory } from './operators/postgres-customer-history';
import { PostgresNotices } from './operators/postgres-notices';
import { PostgresPaymentRecords } from './operators/postgres-payment-records';
import { PostgresUsage } from './wallets/postgres-usage';

const orders = 1_000_000;
const logger = createLogger('payments', 'silent');
const large = [
  'payment_order',
  'order_event',
  'refund',
  'ledger_transaction',
  'ledger_entry',
  'outbox',
  'account',
  'day_usage',
  'agreement_usage',
];

interface Prepared {
  readonly name: string;
  readonly statement: string;
  readonly parameters: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** What waits is read whole by who looks for one of them; it is few, or the relay is behind. */
const waiting = 'outbox_unsent';

/** The nodes that read all of a large table, or all of an index beyond the first rows of it. */
function scansIn(node: PlanNode, parent?: PlanNode): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index } = node;
  const isTable = type.includes('Seq Scan') && large.includes(table ?? '');
  const isWhole = node['Index Cond'] === undefined && parent?.['Node Type'] !== 'Limit';
  const isIndex = isWhole && ![undefined, waiting].includes(index);
  const found = isTable || isIndex ? [`${type} of ${index ?? table}`] : [];
  return [...found, ...(node.Plans ?? []).flatMap((child) => scansIn(child, node))];
}

describe('with a million orders', () => {
  let payments: PaymentsFixture;
  beforeAll(async () => {
    payments = await paymentsFixture();
    await loadOrders(payments.database, orders);
    await payments.database.run(['select pg_stat_reset()']);
  }, 300_000);
  afterAll(() => payments.stop(), 30_000);

  /** What the service has prepared: it works one call after the other here, and so on one connection. */
  const prepared = () =>
    payments.sql<Prepared>(
      `select name, statement, cardinality(parameter_types) as parameters from pg_prepared_statements
       where not from_sql order by prepare_time`,
    );

  /** What is wrong with the plan that the service uses for all values. */
  async function wrongIn({ name, statement, parameters }: Prepared): Promise<string[]> {
    const values = Array.from({ length: parameters }, () => 'null').join(', ');
    const sql = `explain (format json) execute "${name}" (${values})`;
    const [row] = await payments.sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(sql);
    if (!row) throw new Error(`there is no plan of ${statement}`);
    return scansIn(row['QUERY PLAN'][0].Plan).map((scan) => `${scan}: ${statement}`);
  }

  /** Each hot path once, and what operators ask of one payment. */
  async function walk(): Promise<void> {
    const { open, settle, payByToken, refund: refunds, cancel, clock, sql } = payments;
    await open.execute(['c1', 'c2', 'c3', 'c4', 'c5'].map((customerId) => order(`order-${customerId}`, customerId)));
    await open.execute([order('order-c1', 'c1')]);
    await payments.resend.execute([resend('order-c1')]);
    await settle.execute([accepted('order-c1', 'c1'), accepted('order-c2', 'c2'), verdict('order-c3', 'exhausted')]);
    await payByToken.execute([tokenPay('token-c1', 'c1'), tokenPay('token-c2', 'c2')]);
    await payByToken.execute([tokenPay('token-c1', 'c1')]);
    await payments.inquire.execute([inquiry('order-c1')]);
    await payments.recall.execute([recall('order-c1')]);
    const [paid] = await sql<{ payment_id: string }>(
      'select payment_id from payments.payment_order where payment_request_id = $1',
      ['order-c1'],
    );
    await refunds.execute([refund('order-c1', 'refund-1', { paymentId: paid?.payment_id ?? '' })]);
    await cancel.execute(['order-c1', 'order-c4', 'token-c1', 'never-ordered'].map((id) => cancellation(id)));
    await walkScans();
    clock.at = new Date(clock.at.getTime() + 3_600_000);
    await payments.closeExpired.execute();
    await new PostgresPaymentRecords(payments.dataSource).find('order-c1');
    await walkHistory();
    await new PostgresUsage(payments.dataSource).purgeBefore('2020-01-01', 1_000);
  }

  /** What the wallet's app asks. */
  async function walkScans(): Promise<void> {
    const scans = scansOf(payments);
    await scans.record.execute([scanned('scan-c1', 'c1'), scanned('scan-c2', 'c2')]);
    await scans.confirm.execute([confirmation('scan-c1', 'c1')]);
    await scans.leave.execute([leaving('scan-c2', 'c2')]);
    await scans.show.execute([look('scan-c1', 'c1')]);
    await scans.list.execute([listing('c1', 20), listing('c1', 20, orderIdOf('scan-c1'))]);
  }

  /** Two pages each of what operators list. */
  async function walkHistory(): Promise<void> {
    const history = new PostgresCustomerHistory(payments.dataSource);
    const of = { customerId: 'c1', limit: 20 };
    const listed = await history.payments({ ...of, before: undefined });
    expect((await history.payments({ ...of, before: listed?.next }))?.payments).toHaveLength(20);
    const statement = await history.statement({ ...of, before: undefined });
    expect((await history.statement({ ...of, before: statement?.next }))?.lines).toHaveLength(20);
    const notices = new PostgresNotices(payments.dataSource);
    const told = await notices.told({ since: new Date(0), after: undefined, limit: 100 });
    expect((await notices.told({ since: new Date(0), after: told.next, limit: 100 })).orders).toHaveLength(100);
    const ids = ['order-c2', ...told.orders.map(({ paymentRequestId }) => paymentRequestId)];
    const { underWay, mended } = await notices.repair(ids, undefined, payments.clock.at);
    expect(underWay).toContain('order-c2');
    expect(mended.length).toBeGreaterThan(90);
    const again = await notices.repair(ids.slice(0, 4), { operator: 'ops', reason: 'a test' }, payments.clock.at);
    expect(again.mended.length).toBeGreaterThan(1);
  }

  it('every statement reads by an index, whatever the values are', async () => {
    await walk();
    const results = payments.bus.answers.map(({ answer }) =>
      answer.outcome === 'done' ? answer.result.kind : JSON.stringify(answer),
    );
    const paid = ['paid', 'paid', '{"outcome":"refused","refusal":"OtpTriesExhausted"}', 'paid', 'paid', 'paid'];
    const cancelled = ['cancelled', 'cancelled', 'cancelled', 'cancelled'];
    const seen = [...Array<string>(5).fill('scanned-order'), 'order-page', 'order-page'];
    expect(results).toEqual([...paid, 'inquired', 'paid', 'refunded', ...cancelled, ...seen]);

    const purging = { schema, retentionDays: 11, logger };
    const purger = new OutboxPurger(payments.dataSource, purging);
    await purger.start();
    await purger.stop();

    const statements = await prepared();
    const wrong: string[] = [];
    for (const statement of statements) wrong.push(...(await wrongIn(statement)));
    expect(wrong).toEqual([]);
    expect(statements.length).toBeGreaterThan(15);
  }, 60_000);

  it('the relay reads by an index too, and so do keys: no large table was scanned', async () => {
    const leadership = await new PostgresOutbox({
      url: payments.database.urlFor('wallet_payments'),
      schema,
      dataSource: payments.dataSource,
      logger,
    }).lead(() => undefined);
    const portion = { rows: 100, bytes: 1_000_000, except: ['any key'] };
    const unsent = (await leadership?.unsent(portion))?.rows ?? [];
    expect(unsent.map(({ key }) => key)).toContain('order-c1');
    expect(await leadership?.newest(portion)).toEqual(unsent.slice(-100));
    await leadership?.settle({ sent: unsent.map(({ id }) => id), removed: [] });
    await leadership?.release();
    await payments.sql('select pg_stat_force_next_flush()');
    await eventually(async () => {
      const [relay] = await payments.sql<{ reads: number }>(
        `select idx_scan::int as reads from pg_stat_user_indexes where indexrelname = 'outbox_unsent'`,
      );
      expect(relay?.reads).toBeGreaterThan(0);
    });
    const scanned = await payments.sql(
      `select relname, seq_scan from pg_stat_user_tables where relname = any($1) and seq_scan > 0`,
      [large],
    );
    expect(scanned).toEqual([]);
  }, 60_000);

  it('and what reads all of a table, or of an index, would be seen', async () => {
    const bad = [
      'select 1 from payments.payment_order where merchant_name = $1',
      `select 1 from payments.payment_order o join unnest($1::text[]) as id on id = o.merchant_name
       where o.state = 'WAITING_FOR_OTP'`,
    ];
    for (const sql of bad) await payments.sql(sql, [sql.includes('unnest') ? ['nobody'] : 'nobody']);
    const seen = [];
    for (const statement of await prepared())
      if (bad.includes(statement.statement)) seen.push(...(await wrongIn(statement)));
    expect(seen[0]).toMatch(/^Seq Scan of payment_order: /);
    expect(seen[1]).toMatch(/^Index Scan of payment_order_waiting: /);
  });
});
