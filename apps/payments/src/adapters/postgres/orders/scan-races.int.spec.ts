import { eventually } from '@wallet/testkit';
import { Client } from 'pg';
import { cancellation, hkd, paymentsFixture, type PaymentsFixture } from '../../../../test/payments-fixture';
import { balanceOf, brokenBooks, cancelled, ids } from '../../../../test/reversals';
import {
  codeHashOf,
  confirmation,
  factsOf,
  leaving,
  rich,
  said,
  scanned,
  scansOf,
  viewIn,
} from '../../../../test/scan-fixture';

const blocked = `select 1 from pg_stat_activity
  where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;

describe('scanned orders that several ask for at once, in Postgres', () => {
  let payments: PaymentsFixture;
  let scans: ReturnType<typeof scansOf>;
  let holder: Client;
  beforeAll(async () => {
    payments = await paymentsFixture();
    scans = scansOf(payments);
    holder = new Client({ connectionString: payments.database.ownerUrl });
    await holder.connect();
  });
  afterEach(async () => {
    expect(await brokenBooks(payments)).toEqual([]);
  });
  afterAll(async () => {
    await holder.end();
    await payments.stop();
  });

  const inMs = (ms: number) => new Date(payments.clock.at.getTime() + ms);
  const soon = () => inMs(1_000);
  const later = () => inMs(60_000);

  /** The clock reaches `soon()` while `work` waits, in so many transactions, for rows that another one holds. */
  async function whileHeld(lock: string, transactions: number, work: () => Promise<unknown>): Promise<void> {
    await holder.query('begin');
    await holder.query(lock);
    const working = work();
    await eventually(async () => expect(await payments.sql(blocked)).toHaveLength(transactions));
    payments.clock.at = soon();
    await holder.query('commit');
    await working;
  }

  const factsNamed = async (id: string) => (await factsOf(payments, id)).map(({ fact }) => fact);

  it('are paid once, and told once, when two devices confirm 20 times at the same moment', async () => {
    await rich(payments, ['twins']);
    await scans.record.execute([scanned('t-1', 'twins')]);
    const messages = Array.from({ length: 20 }, () => confirmation('t-1', 'twins'));
    await Promise.all(messages.map((message) => scans.confirm.execute([message])));
    expect(payments.answersTo(messages).map(said)).toEqual(Array(20).fill('succeeded'));
    expect(new Set(payments.answersTo(messages).map((answer) => JSON.stringify(viewIn(answer)))).size).toBe(1);
    expect(await balanceOf(payments, 'twins')).toBe('900');
    expect(await factsNamed('t-1')).toEqual(['PaymentSettled']);
  });

  it('are paid for as long as the balance lasts, however they race, and the others wait on', async () => {
    const orders = ids('race', 20);
    await rich(payments, ['racer'], hkd('799'));
    await scans.record.execute(orders.map((id) => scanned(id, 'racer')));
    const messages = orders.map((id) => confirmation(id, 'racer'));
    await Promise.all(messages.map((message) => scans.confirm.execute([message])));
    const answers = payments.answersTo(messages).map(said);
    expect(answers.filter((answer) => answer === 'succeeded')).toHaveLength(7);
    expect(answers.filter((answer) => answer === 'waiting BalanceNotEnough')).toHaveLength(13);
    expect(await balanceOf(payments, 'racer')).toBe('99');
  });

  it('end paid and reversed, or never paid, when a cancellation races the confirmation', async () => {
    const orders = ids('cancel', 20);
    await rich(payments, ['cancelled'], hkd('100000'));
    await scans.record.execute(orders.map((id) => scanned(id, 'cancelled')));
    const confirming = orders.map((id) => confirmation(id, 'cancelled'));
    const cancelling = orders.map((id) => cancellation(id));
    await Promise.all(
      orders.flatMap((_, index) => [
        scans.confirm.execute([confirming[index]!]),
        payments.cancel.execute([cancelling[index]!]),
      ]),
    );
    expect(payments.answersTo(cancelling)).toEqual(orders.map(() => cancelled));
    for (const answer of payments.answersTo(confirming)) {
      expect(['succeeded', 'failed OrderClosed']).toContain(said(answer));
    }
    expect(await balanceOf(payments, 'cancelled')).toBe('100000');
    for (const id of orders) {
      const facts = await factsNamed(id);
      expect([[], ['PaymentSettled', 'PaymentCancelled']]).toContainEqual(facts);
    }
  });

  it('are paid or left, never both, and told once', async () => {
    const orders = ids('leave', 20);
    await rich(payments, ['leaver'], hkd('100000'));
    await scans.record.execute(orders.map((id) => scanned(id, 'leaver')));
    const confirming = orders.map((id) => confirmation(id, 'leaver'));
    const left = orders.map((id) => leaving(id, 'leaver'));
    await Promise.all(
      orders.flatMap((_, index) => [scans.leave.execute([left[index]!]), scans.confirm.execute([confirming[index]!])]),
    );
    const answers = payments.answersTo(confirming).map(said);
    expect(payments.answersTo(left).map(said)).toEqual(answers);
    const paid = answers.filter((answer) => answer === 'succeeded').length;
    expect(await balanceOf(payments, 'leaver')).toBe(String(100_000 - 100 * paid));
    for (const [index, id] of orders.entries()) {
      expect(await factsNamed(id)).toEqual([answers[index] === 'succeeded' ? 'PaymentSettled' : 'PaymentFailed']);
    }
  });

  it('are recorded once when their repeats, and other ids of their code, come at the same moment', async () => {
    await rich(payments, ['scanner']);
    const codeHash = codeHashOf('one code');
    const messages = Array.from({ length: 20 }, (_, index) => scanned(`code-${index % 4}`, 'scanner', { codeHash }));
    await Promise.all(messages.map((message) => scans.record.execute([message])));
    const seen = payments.answersTo(messages).map((answer) => viewIn(answer)?.orderId);
    expect(new Set(seen)).toEqual(new Set([expect.any(String)]));
    const stored = await payments.sql(`select 1 from payments.payment_order where customer_id = 'scanner'`);
    expect(stored).toHaveLength(1);
  });

  it('are refused when their id is cancelled at the same moment, or cancelled afterwards', async () => {
    const orders = ids('tomb', 10);
    await rich(payments, ['tombs']);
    const recording = orders.map((id) => scanned(id, 'tombs'));
    const cancelling = orders.map((id) => cancellation(id));
    await Promise.all(
      orders.flatMap((_, index) => [
        payments.cancel.execute([cancelling[index]!]),
        scans.record.execute([recording[index]!]),
      ]),
    );
    expect(payments.answersTo(cancelling)).toEqual(orders.map(() => cancelled));
    const confirming = orders.map((id) => confirmation(id, 'tombs'));
    await scans.confirm.execute(confirming);
    for (const answer of payments.answersTo(confirming)) {
      expect(['OrderNotFound', 'failed OrderClosed']).toContain(said(answer));
    }
    expect(await balanceOf(payments, 'tombs')).toBe('1000');
  });

  it('are not paid when their expiry passes while the wallet is waited for', async () => {
    await rich(payments, ['slow']);
    await scans.record.execute([scanned('slow-1', 'slow', { paymentExpiryTime: soon().toISOString() })]);
    const message = confirmation('slow-1', 'slow', { deadline: later() });
    const wallet = `select 1 from payments.account where customer_id = 'slow' for no key update`;
    await whileHeld(wallet, 1, () => scans.confirm.execute([message]));
    expect(payments.answersTo([message]).map(said)).toEqual(['failed OrderClosed']);
    expect(await balanceOf(payments, 'slow')).toBe('1000');
    expect(await factsNamed('slow-1')).toEqual(['PaymentFailed']);
  });

  it('of which a command has waited past its deadline are neither paid nor left', async () => {
    await rich(payments, ['stale']);
    await scans.record.execute([{ ...scanned('stale-1', 'stale'), deadline: later() }]);
    const over = { deadline: soon() };
    const messages = [confirmation('stale-1', 'stale', over), leaving('stale-1', 'stale', over)] as const;
    const order = `select 1 from payments.payment_order where payment_request_id = 'stale-1' for no key update`;
    await whileHeld(order, 2, () =>
      Promise.all([scans.confirm.execute([messages[0]]), scans.leave.execute([messages[1]])]),
    );
    expect(payments.answersTo(messages)).toEqual([undefined, undefined]);
    const again = confirmation('stale-1', 'stale', { deadline: later() });
    await scans.confirm.execute([again]);
    expect(payments.answersTo([again]).map(said)).toEqual(['succeeded']);
  });
});
