import { Money } from '@wallet/money';
import {
  cancellation,
  hkd,
  inquiry,
  order,
  paymentsFixture,
  recall,
  refund,
  statusChanged,
  tokenPay,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { creditCustomer } from '../../../../test/booked-payments';
import { ask, balanceOf, brokenBooks, resultOf } from '../../../../test/reversals';
import {
  byPsp,
  codeHashOf,
  confirmation,
  factsOf,
  leaving,
  listing,
  look,
  purchase,
  rich,
  said,
  scanned,
  scansOf,
  scanUseCases,
  viewIn,
} from '../../../../test/scan-fixture';
import { orderIdOf } from '../../../domain/order/order-id';
import { PostgresCustomerHistory } from '../operators/postgres-customer-history';
import { PostgresNotices } from '../operators/postgres-notices';
import { PostgresPaymentRecords } from '../operators/postgres-payment-records';

describe('scanned orders, in Postgres', () => {
  let payments: PaymentsFixture;
  let scans: ReturnType<typeof scansOf>;
  beforeAll(async () => {
    payments = await paymentsFixture();
    scans = scansOf(payments);
  });
  afterEach(async () => {
    expect(await brokenBooks(payments)).toEqual([]);
  });
  afterAll(() => payments.stop());

  const isoAfter = (ms: number) => new Date(payments.clock.at.getTime() + ms).toISOString();
  /** A command that has time after the clock was moved. */
  const live = () => ({ deadline: new Date(payments.clock.at.getTime() + 5_000) });
  const record = async (id: string, customerId: string, over: Parameters<typeof scanned>[2] = {}) =>
    (await ask(payments, scans.record, { ...scanned(id, customerId, over), ...live() }))[0];
  const confirm = async (id: string, customerId: string) =>
    (await ask(payments, scans.confirm, confirmation(id, customerId, live())))[0];
  const show = async (id: string, customerId: string) =>
    (await ask(payments, scans.show, { ...look(id, customerId), ...live() }))[0];

  it('are shown as they were recorded, with what the cashier needs, and paid once', async () => {
    await rich(payments, ['c-1']);
    const quote = { quoteId: 'q', quoteCurrencyPair: 'CNY/HKD', quotePrice: '1.1111' };
    const expiresAt = isoAfter(60_000);
    const answer = await record('s-1', 'c-1', {
      scan: byPsp({ paymentQuote: quote, orderDescription: 'お茶' }),
      paymentExpiryTime: expiresAt,
    });
    const { paymentAmount, payToAmount, orderAmount, merchantName, storeName } = purchase;
    const shown = { paymentAmount, payToAmount, orderAmount, merchantName, storeName, orderDescription: 'お茶', quote };
    const common = {
      ...shown,
      orderId: orderIdOf('s-1'),
      createdAt: payments.clock.at.toISOString(),
      expiresAt,
      debit: hkd('100'),
      redirectUrl: 'https://shop.example/thanks',
    };
    expect(viewIn(answer)).toEqual({ state: 'waiting', ...common });
    expect(await factsOf(payments, 's-1')).toEqual([]);
    expect(await balanceOf(payments, 'c-1')).toBe('1000');
    const paid = await confirm('s-1', 'c-1');
    expect(viewIn(paid)).toEqual({ state: 'succeeded', ...common, paidAt: payments.clock.at.toISOString() });
    expect(await confirm('s-1', 'c-1')).toEqual(paid);
    expect(await record('s-1', 'c-1', { scan: byPsp({ paymentQuote: quote }) })).toEqual(paid);
    expect(await show('s-1', 'c-1')).toEqual(paid);
    expect(await balanceOf(payments, 'c-1')).toBe('900');
    expect(await factsOf(payments, 's-1')).toEqual([
      expect.objectContaining({
        fact: 'PaymentSettled',
        customerId: 'c-1',
        acquirerId: 'acquirer-1',
        paymentNotifyUrl: 'https://alipayplus.example/notify',
      }),
    ]);
  });

  it('have the id that Postgres makes, whatever theirs is', async () => {
    const ids = ['s-1', '20251122190741010007', '~!@#$%^&*()_+{}|:<>?-=[];,./', 'é'.repeat(64)];
    const rows = await payments.sql<{ id: string; made: string }>(
      'select id, payments.order_id(id)::text as made from unnest($1::text[]) as id',
      [ids],
    );
    expect(rows.map(({ made }) => made)).toEqual(ids.map((id) => orderIdOf(id)));
    for (const { made } of rows)
      expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are recorded once: by their id, and by their code while it waits', async () => {
    await rich(payments, ['c-2', 'c-2b']);
    const codeHash = codeHashOf('the code');
    const first = await record('s-2', 'c-2', { codeHash });
    expect(await record('s-2', 'c-2', { codeHash: codeHashOf('another code of it') })).toEqual(first);
    expect(await record('s-2-again', 'c-2', { codeHash })).toEqual(first);
    const dearer = byPsp({ paymentAmount: hkd('101') });
    const other = byPsp({ orderAmount: Money.of('JPY', '1') });
    expect(said(await record('s-2', 'c-2', { scan: dearer }))).toBe('RepeatInconsistent');
    expect(said(await record('s-2', 'c-2', { scan: other }))).toBe('RepeatInconsistent');
    expect(said(await record('s-2-again', 'c-2', { codeHash, scan: dearer }))).toBe('RepeatInconsistent');
    expect(said(await record('s-2', 'c-2b', { codeHash }))).toBe('RepeatInconsistent');
    expect(said(await record('s-2', 'c-2', { scan: { action: 'HANDLE_BY_SDK' } }))).toBe('RepeatInconsistent');
    expect(said(await record('s-2-other', 'c-2b', { codeHash }))).toBe('waiting');
    expect(said(await show('s-2-again', 'c-2'))).toBe('OrderNotFound');
    expect(said(await confirm('s-2', 'c-2'))).toBe('succeeded');
    expect(said(await record('s-2-again', 'c-2', { codeHash }))).toBe('waiting');
    await payments.open.execute([order('easy', 'c-2')]);
    expect(said(await record('easy', 'c-2'))).toBe('RepeatInconsistent');
  });

  it('of a batch are decided in sequence: two ids of one code are one order', async () => {
    await rich(payments, ['c-3']);
    const codeHash = codeHashOf('one');
    const answers = await ask(
      payments,
      scans.record,
      ...['s-3a', 's-3b', 's-3a'].map((id) => ({ ...scanned(id, 'c-3', { codeHash }), ...live() })),
    );
    expect(answers.map((answer) => viewIn(answer)?.orderId)).toEqual(Array(3).fill(orderIdOf('s-3a')));
  });

  it('are known to their customer only', async () => {
    await rich(payments, ['c-4', 'thief'], hkd('1000'));
    await record('s-4', 'c-4');
    expect(said(await confirm('s-4', 'thief'))).toBe('OrderNotFound');
    expect(said((await ask(payments, scans.leave, leaving('s-4', 'thief', live())))[0])).toBe('OrderNotFound');
    expect(said(await show('s-4', 'thief'))).toBe('OrderNotFound');
    expect(said(await show('nothing', 'c-4'))).toBe('OrderNotFound');
    expect(said(await show('s-4', 'c-4'))).toBe('waiting');
    expect(await balanceOf(payments, 'thief')).toBe('1000');
  });

  it('wait on when the balance or a limit says no, told to nobody, and are paid when it does not', async () => {
    await payments.register('poor', hkd('99'));
    await record('s-5', 'poor');
    expect(said(await confirm('s-5', 'poor'))).toBe('waiting BalanceNotEnough');
    expect(said(await confirm('s-5', 'poor'))).toBe('waiting BalanceNotEnough');
    expect(said(await show('s-5', 'poor'))).toBe('waiting');
    const [{ version } = { version: 0 }] = await payments.sql<{ version: number }>(
      `select version from payments.payment_order where payment_request_id = 's-5'`,
    );
    expect(version).toBe(1);
    expect(await factsOf(payments, 's-5')).toEqual([]);
    const note = { operator: 'ops', reason: 'a test' };
    await creditCustomer(payments).execute({ customerId: 'poor', amount: hkd('1'), reference: 'top-up' }, note);
    expect(said(await confirm('s-5', 'poor'))).toBe('succeeded');
    expect(await balanceOf(payments, 'poor')).toBe('0');
    expect((await factsOf(payments, 's-5')).map(({ fact }) => fact)).toEqual(['PaymentSettled']);
    await rich(payments, ['limited']);
    await payments.database.run([
      `insert into payments.customer_limit (customer_id, single, updated_at) values ('limited', 99, now())`,
    ]);
    await record('s-6', 'limited');
    expect(said(await confirm('s-6', 'limited'))).toBe('waiting SingleLimitExceeded');
    await payments.database.run([`delete from payments.customer_limit where customer_id = 'limited'`]);
    expect(said(await confirm('s-6', 'limited'))).toBe('succeeded');
    expect((await factsOf(payments, 's-6')).map(({ fact }) => fact)).toEqual(['PaymentSettled']);
  });

  it.each([
    ['of nobody', { customer: null }, 'CustomerNotFound'],
    [
      'of too little knowledge',
      { customer: { customerId: 'c-7', status: 'ACTIVE', kycLevel: 0, mobileNumber: '+1' } },
      'KycNotQualified',
    ],
    ['past their expiry', { paymentExpiryTime: '2020-01-01T00:00:00Z' }, 'OrderClosed'],
    ['in currencies of others', { scan: byPsp({ paymentAmount: Money.of('JPY', '5') }) }, 'CurrencyNotSupported'],
  ] as const)('%s are refused for good as soon as they are recorded, and told', async (what, over, refusal) => {
    await rich(payments, ['c-7']);
    const id = `refused ${what}`;
    expect(said(await record(id, 'c-7', over))).toBe(`failed ${refusal}`);
    expect(said(await confirm(id, 'c-7'))).toBe(`failed ${refusal}`);
    expect((await factsOf(payments, id)).map(({ fact, refusal: why }) => [fact, why])).toEqual([
      ['PaymentFailed', refusal],
    ]);
  });

  it('of a frozen customer fail for good, whenever that is', async () => {
    await rich(payments, ['frozen']);
    await record('s-8', 'frozen');
    await payments.applyFacts.execute([statusChanged('frozen', 2, 'FROZEN')]);
    expect(said(await confirm('s-8', 'frozen'))).toBe('failed CustomerNotActive');
    expect(said(await record('s-9', 'frozen'))).toBe('failed CustomerNotActive');
    await payments.applyFacts.execute([statusChanged('frozen', 3, 'ACTIVE')]);
    expect(said(await confirm('s-8', 'frozen'))).toBe('failed CustomerNotActive');
    expect(await factsOf(payments, 's-8')).toHaveLength(1);
  });

  it('wait for an account that is on its way, and nothing is stored of them', async () => {
    const { recordScannedOrder } = scanUseCases(payments);
    expect(await recordScannedOrder.execute([{ ...scanned('s-10', 'unknown'), ...live() }])).toEqual(['early']);
    expect(said(await show('s-10', 'unknown'))).toBe('OrderNotFound');
    await rich(payments, ['unknown']);
    expect(said(await record('s-10', 'unknown'))).toBe('waiting');
  });

  it('close at their expiry: at that moment itself nothing is paid any more', async () => {
    await rich(payments, ['late']);
    for (const id of ['edge', 'later', 'default']) {
      await record(id, 'late', id === 'default' ? {} : { paymentExpiryTime: isoAfter(1_000) });
    }
    payments.clock.at = new Date(payments.clock.at.getTime() + 999);
    expect(await payments.closeExpired.execute()).toBe(false);
    expect(said(await show('edge', 'late'))).toBe('waiting');
    payments.clock.at = new Date(payments.clock.at.getTime() + 1);
    expect(said(await confirm('edge', 'late'))).toBe('failed OrderClosed');
    await payments.closeExpired.execute();
    expect(said(await show('later', 'late'))).toBe('failed OrderClosed');
    expect(said(await show('default', 'late'))).toBe('waiting');
    payments.clock.at = new Date(payments.clock.at.getTime() + payments.rules.orderLifeMs);
    await payments.closeExpired.execute();
    for (const id of ['edge', 'later', 'default']) {
      expect(said(await confirm(id, 'late'))).toBe('failed OrderClosed');
      expect(await factsOf(payments, id)).toEqual([expect.objectContaining({ fact: 'PaymentFailed' })]);
    }
    expect(await balanceOf(payments, 'late')).toBe('1000');
  });

  it('are left for good, and told as failed once', async () => {
    await rich(payments, ['gone']);
    await record('s-11', 'gone');
    const leave = () => ask(payments, scans.leave, leaving('s-11', 'gone', live()), leaving('s-11', 'gone', live()));
    expect((await leave()).map(said)).toEqual(Array(2).fill('failed OrderClosed'));
    expect((await leave()).map(said)).toEqual(Array(2).fill('failed OrderClosed'));
    expect(said(await confirm('s-11', 'gone'))).toBe('failed OrderClosed');
    expect(said(await record('s-11', 'gone'))).toBe('failed OrderClosed');
    expect((await factsOf(payments, 's-11')).map(({ fact }) => fact)).toEqual(['PaymentFailed']);
    await record('s-12', 'gone');
    await confirm('s-12', 'gone');
    expect((await ask(payments, scans.leave, leaving('s-12', 'gone', live()))).map(said)).toEqual(['succeeded']);
    await payments.open.execute([{ ...order('easy-2', 'gone'), ...live() }]);
    for (const useCase of [scans.confirm, scans.leave]) {
      const [answer] = await ask(payments, useCase, confirmation('easy-2', 'gone', live()));
      expect(said(answer)).toBe('waiting');
    }
  });

  it('that the client SDK handles are shown as that, never paid, closed at their expiry and told to nobody', async () => {
    await rich(payments, ['sdk']);
    const bySdk = { scan: { action: 'HANDLE_BY_SDK' }, paymentExpiryTime: isoAfter(1_000) } as const;
    expect(said(await record('s-13', 'sdk', bySdk))).toBe('handledBySdk');
    expect(said(await record('s-13', 'sdk', bySdk))).toBe('handledBySdk');
    expect(said(await record('s-13', 'sdk'))).toBe('RepeatInconsistent');
    expect(said(await confirm('s-13', 'sdk'))).toBe('handledBySdk');
    const inquire = async () =>
      resultOf((await ask(payments, payments.inquire, { ...inquiry('s-13'), ...live() }))[0], 'inquired');
    expect(await inquire()).toEqual({ kind: 'inquired', payment: { status: 'waiting' } });
    payments.clock.at = new Date(payments.clock.at.getTime() + 1_000);
    await payments.closeExpired.execute();
    const [{ state } = { state: '' }] = await payments.sql<{ state: string }>(
      `select state from payments.payment_order where payment_request_id = 's-13'`,
    );
    expect(state).toBe('CLOSED');
    expect((await inquire())?.payment).toEqual({ status: 'failed', refusal: 'OrderClosed' });
    expect(said(await show('s-13', 'sdk'))).toBe('handledBySdk');
    expect(await factsOf(payments, 's-13')).toEqual([]);
    expect(await balanceOf(payments, 'sdk')).toBe('1000');
  });

  it('are inquired, cancelled and refunded as all others', async () => {
    await rich(payments, ['c-14']);
    for (const id of ['cancelled first', 's-14', 's-15', 's-16']) {
      if (id === 'cancelled first') await payments.cancel.execute([{ ...cancellation(id), ...live() }]);
      expect(said(await record(id, 'c-14'))).toBe(id === 'cancelled first' ? 'OrderClosed' : 'waiting');
    }
    const inquire = async (id: string) =>
      resultOf((await ask(payments, payments.inquire, { ...inquiry(id), ...live() }))[0], 'inquired')?.payment.status;
    expect(await inquire('s-14')).toBe('waiting');
    await payments.cancel.execute([{ ...cancellation('s-14'), ...live() }]);
    expect(said(await confirm('s-14', 'c-14'))).toBe('failed OrderClosed');
    await confirm('s-15', 'c-14');
    expect(await inquire('s-15')).toBe('paid');
    const paid = resultOf((await ask(payments, payments.recall, { ...recall('s-15'), ...live() }))[0], 'paid');
    const part = refund('s-15', 'r-15', { paymentId: paid?.paymentId ?? '' });
    expect(resultOf((await ask(payments, payments.refund, { ...part, ...live() }))[0], 'refunded')).toBeDefined();
    expect(viewIn(await show('s-15', 'c-14'))).toMatchObject({ state: 'succeeded', refundedAmount: hkd('10') });
    await payments.cancel.execute([{ ...cancellation('s-15'), ...live() }]);
    expect(viewIn(await show('s-15', 'c-14'))).toMatchObject({
      state: 'failed',
      refusal: 'OrderClosed',
      cancelledAt: payments.clock.at.toISOString(),
      paidAt: payments.clock.at.toISOString(),
    });
    expect(await balanceOf(payments, 'c-14')).toBe('1000');
    expect((await factsOf(payments, 's-15')).map(({ fact }) => fact)).toEqual(['PaymentSettled', 'PaymentCancelled']);
    expect(await factsOf(payments, 's-14')).toEqual([]);
    const [byToken] = await ask(payments, payments.payByToken, { ...tokenPay('s-16', 'c-14'), ...live() });
    expect(byToken).toEqual({ outcome: 'refused', refusal: 'RepeatInconsistent' });
  });

  it('and those of other kinds are listed page by page, the newest first', async () => {
    await rich(payments, ['list', 'other']);
    const made: string[] = [];
    for (const [index, id] of ['l-1', 'l-2', 'l-3', 'l-4', 'l-5'].entries()) {
      payments.clock.at = new Date(payments.clock.at.getTime() + 1);
      if (index === 1) await payments.open.execute([{ ...order(id, 'list'), ...live() }]);
      else if (index === 2) await payments.payByToken.execute([{ ...tokenPay(id, 'list'), ...live() }]);
      else await record(id, 'list', index === 3 ? { scan: { action: 'HANDLE_BY_SDK' } } : {});
      if (index !== 3) made.unshift(orderIdOf(id));
    }
    await record('of another', 'other');
    const page = async (after?: string) => {
      const [answer] = await ask(payments, scans.list, { ...listing('list', 2, after), ...live() });
      return answer?.outcome === 'done' && answer.result.kind === 'order-page' ? answer.result : answer;
    };
    const idsOf = (of: Awaited<ReturnType<typeof page>>) =>
      of && 'orders' in of ? of.orders.map(({ orderId }) => orderId) : [];
    const first = await page();
    expect([idsOf(first), first]).toEqual([made.slice(0, 2), expect.objectContaining({ next: made[1] })]);
    const second = await page(made[1]);
    expect(idsOf(second)).toEqual(made.slice(2));
    expect(idsOf(await page(made[3]))).toEqual([]);
    expect(await page(orderIdOf('of another'))).toEqual({ outcome: 'refused', refusal: 'OrderNotFound' });
    const [nobody] = await ask(payments, scans.list, { ...listing('nobody', 50), ...live() });
    expect(nobody).toEqual({ outcome: 'done', result: { kind: 'order-page', orders: [] } });
  });

  it('are known to operators, also by the id that their customer sees', async () => {
    await rich(payments, ['seen']);
    await record('s-17', 'seen');
    await confirm('s-17', 'seen');
    await record('s-18', 'seen', { scan: { action: 'HANDLE_BY_SDK' } });
    const records = new PostgresPaymentRecords(payments.dataSource);
    const found = await records.find(orderIdOf('s-17'));
    expect(found?.order).toMatchObject({ paymentRequestId: 's-17', kind: 'SCAN', lookup: { by: 'code' } });
    expect(found?.events.map(({ type, command }) => [type, command])).toEqual([
      ['OrderOpened', 'RecordScannedOrder'],
      ['OrderPaid', 'ConfirmOrder'],
    ]);
    expect((await records.find('s-18'))?.order).toMatchObject({ kind: 'SDK', state: 'WAITING_FOR_USER' });
    expect(await records.find('no-uuid')).toBeUndefined();
    const history = await new PostgresCustomerHistory(payments.dataSource).payments({
      customerId: 'seen',
      before: undefined,
      limit: 9,
    });
    expect(history?.payments.map(({ paymentRequestId }) => paymentRequestId).sort()).toEqual(['s-17', 's-18']);
    const notices = new PostgresNotices(payments.dataSource);
    const told = await notices.told({ since: new Date(0), after: undefined, limit: 1_000 });
    expect(told.orders.map(({ state }) => state)).not.toContain('WAITING_FOR_USER');
    expect(told.orders.map(({ paymentRequestId }) => paymentRequestId)).toContain('s-17');
  });
});
