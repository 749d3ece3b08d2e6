import { PostponedRecords, type Message } from '@wallet/messaging';
import { Client } from 'pg';
import {
  accepted,
  cancellation,
  hkd,
  order,
  paymentsFixture,
  refund,
  resend,
  statusChanged,
  tokenPay,
  type PaymentsFixture,
} from '../../../test/payments-fixture';
import { brokenBooks } from '../../../test/reversals';
import { confirmation, scanned, scansOf } from '../../../test/scan-fixture';

const ids = (count: number, prefix = 'c') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** The messages that were set aside; the others are done. */
async function setAside(work: Promise<void>): Promise<string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (!(error instanceof PostponedRecords)) throw error;
    return error.locked.map(({ key }) => key);
  }
}

/** As a replica that is frozen in a transaction: its session says nothing more, and its socket stays open. */
async function holder(payments: PaymentsFixture, sql: string, parameters: unknown[]) {
  const client = new Client({ connectionString: payments.database.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  await client.query(sql, parameters);
  return { release: () => client.end() };
}

const lockAccounts = (strength: string) => `select 1 from payments.account where customer_id = any($1) ${strength}`;

describe('while another transaction holds the rows of some customers', () => {
  let payments: PaymentsFixture;
  let scans: ReturnType<typeof scansOf>;
  const customers = ids(6);
  const held = customers.slice(0, 2);
  const orderOf = (customerId: string, step: string) => `${step}-${customerId}`;
  const all = (step: string) => customers.map((customerId) => orderOf(customerId, step));
  const outcome = (batch: readonly Message<unknown>[]) =>
    payments.answersTo(batch).map((answer) => (answer ? answer.outcome : 'none'));

  beforeAll(async () => {
    payments = await paymentsFixture();
    scans = scansOf(payments);
    for (const customerId of customers) await payments.register(customerId, hkd('100000'));
    for (const step of ['settle', 'cancel', 'late', 'resend']) {
      await payments.open.execute(customers.map((customerId) => order(orderOf(customerId, step), customerId)));
    }
    await scans.record.execute(customers.map((customerId) => scanned(orderOf(customerId, 'confirm'), customerId)));
    await payments.settle.execute(customers.map((customerId) => accepted(orderOf(customerId, 'cancel'), customerId)));
    await payments.payByToken.execute(customers.map((customerId) => tokenPay(orderOf(customerId, 'paid'), customerId)));
  });
  afterAll(async () => {
    expect(await brokenBooks(payments, /^I[1-5]$/)).toEqual([]);
    await payments.stop();
  });

  const each = <P>(
    step: string,
    make: (customerId: string) => Message<P>,
    execute: (batch: readonly Message<P>[]) => Promise<void>,
  ) => {
    let batch: Message<P>[] = [];
    const run = (count: number) => setAside(execute(batch.slice(0, count)));
    const first = () => {
      batch = customers.map(make);
      return run(batch.length);
    };
    return { step, first, again: () => run(held.length), outcomes: () => outcome(batch) };
  };
  const cases = [
    each(
      'settle',
      (id) => accepted(orderOf(id, 'settle'), id),
      (batch) => payments.settle.execute(batch),
    ),
    each(
      'token',
      (id) => tokenPay(orderOf(id, 'token'), id),
      (batch) => payments.payByToken.execute(batch),
    ),
    each(
      'refund',
      (id) => refund(orderOf(id, 'paid'), `refund-${id}`, { paymentId: paymentIds.get(orderOf(id, 'paid')) ?? '' }),
      (batch) => payments.refund.execute(batch),
    ),
    each(
      'cancel',
      (id) => cancellation(orderOf(id, 'cancel')),
      (batch) => payments.cancel.execute(batch),
    ),
    each(
      'scan',
      (id) => scanned(orderOf(id, 'scan'), id),
      (batch) => scans.record.execute(batch),
    ),
    each(
      'confirm',
      (id) => confirmation(orderOf(id, 'confirm'), id),
      (batch) => scans.confirm.execute(batch),
    ),
    each(
      'open',
      (id) => order(orderOf(id, 'open'), id),
      (batch) => payments.open.execute(batch),
    ),
  ];
  const paymentIds = new Map<string, string>();
  beforeAll(async () => {
    const rows = await payments.sql<{ id: string; payment_id: string }>(
      `select payment_request_id as id, payment_id from payments.payment_order where payment_id is not null`,
    );
    for (const { id, payment_id } of rows) paymentIds.set(id, payment_id);
  });

  it.each(cases)('$step: the others are done within the lock time-out, and those when it is over', async (each) => {
    const { step, first, again, outcomes } = each;
    const keyOf = (customerId: string) => orderOf(customerId, step === 'refund' ? 'paid' : step);
    const heldKeys = step === 'confirm' ? held : held.map(keyOf);
    const lock = await holder(payments, lockAccounts('for update'), [held]);
    const began = Date.now();
    expect(await first()).toEqual(heldKeys);
    expect(Date.now() - began).toBeLessThan(3_000);
    const later = Date.now();
    expect(await again()).toEqual(heldKeys);
    expect(Date.now() - later).toBeLessThan(500);
    await lock.release();
    expect(await again()).toEqual([]);
    const forwarded = payments.bus.forwarded.filter(({ payload }) => isOpening(payload));
    if (step === 'open') expect(forwarded).toHaveLength(customers.length);
    else expect(outcomes()).toEqual(customers.map(() => 'done'));
  });
  const isOpening = (payload: unknown) =>
    String((payload as { paymentRequestId?: string }).paymentRequestId).startsWith('open-');

  it('changes the status of the others', async () => {
    const lock = await holder(payments, lockAccounts('for update'), [held]);
    const facts = customers.map((customerId) => statusChanged(customerId, 2, 'ACTIVE'));
    expect(await setAside(payments.applyFacts.execute(facts))).toEqual(held);
    await lock.release();
    expect(await setAside(payments.applyFacts.execute(facts))).toEqual([]);
    const versions = await payments.sql<{ version: number }>(
      `select distinct customer_version as version from payments.account where kind = 'WALLET'`,
    );
    expect(versions).toEqual([{ version: 2 }]);
  });

  it('holds an order that is locked itself, until its expiry, and is answered unknown then', async () => {
    const [first = '', ...others] = all('late');
    const sql = 'select 1 from payments.payment_order where payment_request_id = $1 for no key update';
    const lock = await holder(payments, sql, [first]);
    const batch = customers.map((customerId) => accepted(orderOf(customerId, 'late'), customerId));
    expect(await setAside(payments.settle.execute(batch))).toEqual([first]);
    expect(await setAside(payments.resend.execute([resend(first)]))).toEqual([first]);
    const before = payments.clock.at;
    payments.clock.at = new Date(before.getTime() + 600_000);
    expect(await setAside(payments.settle.execute(batch.slice(0, 1)))).toEqual([]);
    payments.clock.at = before;
    await lock.release();
    expect(outcome(batch)).toEqual(['unknown', ...others.map(() => 'done')]);
  });

  it('answers the repeat of a payment by token though its wallet is locked', async () => {
    const lock = await holder(payments, lockAccounts('for no key update'), [held]);
    const batch = held.map((customerId) => tokenPay(orderOf(customerId, 'paid'), customerId));
    expect(await setAside(payments.payByToken.execute(batch))).toEqual([]);
    await lock.release();
    expect(outcome(batch)).toEqual(held.map(() => 'done'));
  });
});
