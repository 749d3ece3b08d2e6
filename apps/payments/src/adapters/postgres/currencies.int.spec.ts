import { Money } from '@wallet/money';
import {
  accepted,
  cancellation,
  inquiry,
  order,
  paymentsFixture,
  purchase,
  refund,
  tokenPay,
  type PaymentsFixture,
} from '../../../test/payments-fixture';
import { ask, balanceOf, brokenBooks, cancelled, refusedAs, resultOf } from '../../../test/reversals';
import { limitsIn } from '../../../test/limits-in';
import { PostgresPaymentRecords } from './operators/postgres-payment-records';

const money = (text: string): Money => Money.of(text.slice(0, 3), text.slice(4));

describe('payments between two currencies, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => {
    const limits = limitsIn(['HKD', 'IDR', 'CNY', 'USD', 'JPY', 'KWD'], {
      single: 10_000_000n,
      dailyAmount: 100_000_000n,
      dailyCount: 50,
    });
    payments = await paymentsFixture({ limits, agreementLimits: limits });
  });
  beforeEach(() => (payments.clock.at = new Date()));
  afterEach(async () => expect(await brokenBooks(payments)).toEqual([]));
  afterAll(() => payments.stop());

  const quoteOf = (quoteCurrencyPair: string, quotePrice: string, quoteExpiryTime?: string) => ({
    quoteId: 'q',
    quoteCurrencyPair,
    quotePrice,
    ...(quoteExpiryTime !== undefined && { quoteExpiryTime }),
  });
  const buy = (payment: string, payTo: string, paymentQuote?: ReturnType<typeof quoteOf>) => ({
    ...purchase,
    paymentAmount: money(payment),
    payToAmount: money(payTo),
    ...(paymentQuote && { paymentQuote }),
  });
  const pay = async (id: string, customerId: string, bought: typeof purchase) =>
    (await ask(payments, payments.payByToken, tokenPay(id, customerId, { purchase: bought })))[0];
  /** Of all accounts that moved for an order. */
  const movedBy = async (orderId: string) => {
    const rows = await payments.sql<{ account_id: string; sum: string }>(
      `select account_id, sum(amount)::text from payments.ledger_entry e join payments.ledger_transaction t
       on t.id = e.transaction_id where order_id = $1 group by account_id`,
      [orderId],
    );
    return Object.fromEntries(rows.map(({ account_id, sum }) => [account_id, sum]));
  };

  it('owe Alipay+ in the currency of payToAmount, whichever the wallet has', async () => {
    await payments.register('left', money('HKD 1000'));
    await payments.register('right', money('CNY 1000'));
    const quote = quoteOf('HKD/CNY', '0.9185');
    for (const customerId of ['left', 'right']) {
      expect(resultOf(await pay(customerId, customerId, buy('HKD 100', 'CNY 92', quote)), 'paid')).toBeDefined();
    }
    expect(await movedBy('left')).toEqual({
      'wallet:left:HKD': '-100',
      'currency-trading:HKD': '100',
      'currency-trading:CNY': '-92',
      'settlement-payable:CNY': '92',
    });
    expect(await movedBy('right')).toEqual({ 'wallet:right:CNY': '-92', 'settlement-payable:CNY': '92' });
  });

  it('are refunded in both legs, each guarded, and the rest is reversed', async () => {
    for (const [customerId, opening] of [
      ['legs-h', 'HKD 1000'],
      ['legs-c', 'CNY 1000'],
    ] as const) {
      await payments.register(customerId, money(opening));
      const { paymentId } = resultOf(await pay(customerId, customerId, buy('HKD 100', 'CNY 92')), 'paid')!;
      const part = (id: string, refundAmount: string, refundFromAmount: string) =>
        refund(customerId, `${customerId} ${id}`, {
          paymentId,
          refundAmount: money(refundAmount),
          refundFromAmount: money(refundFromAmount),
        });
      const over = refusedAs('RefundAmountExceeded');
      const parts = [
        part('1', 'HKD 33', 'CNY 31'),
        part('2', 'HKD 33', 'CNY 62'),
        part('3', 'HKD 68', 'CNY 1'),
        part('4', 'HKD 66', 'CNY 31'),
      ];
      const refunded = expect.objectContaining({ outcome: 'done' }) as unknown;
      expect(await ask(payments, payments.refund, ...parts)).toEqual([refunded, over, over, refunded]);
      expect(await ask(payments, payments.cancel, cancellation(customerId))).toEqual([cancelled]);
      expect(await balanceOf(payments, customerId)).toBe('1000');
      expect(new Set(Object.values(await movedBy(customerId)))).toEqual(new Set(['0']));
    }
  });

  it('round to whole rupiah, half to even, in payments and refunds', async () => {
    await payments.register('rupiah', money('IDR 100000000'));
    const quote = quoteOf('USD/IDR', '15600.5');
    const inconsistent = refusedAs('QuoteInconsistent');
    expect(await pay('idr-1', 'rupiah', buy('IDR 1560050', 'USD 100', quoteOf('USD/IDR', '15601')))).toEqual(
      inconsistent,
    );
    expect(await pay('idr-2', 'rupiah', buy('IDR 1560100', 'USD 101', quote))).toEqual(inconsistent);
    const answer = await pay('idr-3', 'rupiah', buy('IDR 1560000', 'USD 100', quote));
    const { paymentId } = resultOf(answer, 'paid')!;
    const amounts = { refundAmount: money('IDR 780000'), refundFromAmount: money('USD 50') };
    const refundQuote = quoteOf('USD/IDR', '15600');
    const bad = refund('idr-3', 'idr-r1', { paymentId, ...amounts, refundQuote: quoteOf('USD/IDR', '16000') });
    const good = refund('idr-3', 'idr-r2', { paymentId, ...amounts, refundQuote });
    expect(await ask(payments, payments.refund, bad, good)).toMatchObject([
      refusedAs('AmountsInconsistent'),
      { outcome: 'done', result: { ...amounts, refundQuote } },
    ]);
    expect(await balanceOf(payments, 'rupiah')).toBe('99220000');
  });

  it('are refused for ever by a wrong or an old quote, without a debit and without an SMS', async () => {
    await payments.register('quote', money('HKD 1000'));
    const soon = new Date(payments.clock.at.getTime() + 1_000).toISOString();
    const [wrong, old] = [quoteOf('HKD/CNY', '0.90'), quoteOf('HKD/CNY', '0.92', payments.clock.at.toISOString())];
    const expected = [refusedAs('QuoteInconsistent'), refusedAs('QuoteExpired')];
    const orders = [wrong, old].map((quote, at) =>
      order(`quote-${at}`, 'quote', { purchase: buy('HKD 100', 'CNY 92', quote) }),
    );
    expect(await ask(payments, payments.open, ...orders)).toEqual(expected);
    expect([
      await pay('quote-t0', 'quote', orders[0]!.payload.purchase),
      await pay('quote-t1', 'quote', orders[1]!.payload.purchase),
    ]).toEqual(expected);
    const good = order('quote-2', 'quote', { purchase: buy('HKD 100', 'CNY 92', quoteOf('HKD/CNY', '0.92', soon)) });
    await ask(payments, payments.open, good);
    payments.clock.at = new Date(soon);
    expect(await ask(payments, payments.settle, accepted('quote-2', 'quote'))).toEqual([refusedAs('QuoteExpired')]);
    const states = `select payment_request_id || ' ' || state as state from payments.payment_order
      where payment_request_id like 'quote-%' order by 1`;
    expect((await payments.sql<{ state: string }>(states)).map(({ state }) => state)).toEqual([
      'quote-0 FAILED',
      'quote-1 CLOSED',
      'quote-2 CLOSED',
      'quote-t0 FAILED',
      'quote-t1 CLOSED',
    ]);
    expect(payments.bus.forwarded.filter(({ message }) => /^quote-[01]/.test(message.key))).toEqual([]);
    expect(await balanceOf(payments, 'quote')).toBe('1000');
  });

  it('keep what came with them: promotion, surcharge and address; and compare the first two', async () => {
    await payments.register('kept', money('HKD 1000'));
    const paymentPromoInfo = {
      paymentPromoDetails: [{ promoId: '1', savingsAmount: { currency: 'HKD', value: '5' } }],
    };
    const surchargeInfo = { surchargeAmount: { currency: 'HKD', value: '2' } };
    const bought = { ...buy('HKD 100', 'CNY 92', quoteOf('HKD/CNY', '0.92')), paymentPromoInfo, surchargeInfo };
    const paymentNotifyUrl = 'https://notify.example/a';
    const first = tokenPay('kept', 'kept', { purchase: bought, paymentNotifyUrl });
    const [answer] = await ask(payments, payments.payByToken, first);
    const facts = await payments.sql<{ payload: object }>(`select payload from payments.outbox where key = 'kept'`);
    expect(facts).toMatchObject([{ payload: { fact: 'PaymentSettled', paymentPromoInfo, paymentNotifyUrl } }]);
    const [found] = await ask(payments, payments.inquire, inquiry('kept'));
    expect(resultOf(found, 'inquired')).toMatchObject({ paymentPromoInfo });
    const shown = await new PostgresPaymentRecords(payments.dataSource).find('kept');
    expect(shown?.order.echoed).toEqual({ paymentPromoInfo });
    const again = { ...bought, paymentQuote: quoteOf('HKD/CNY', '7'), merchantName: 'Other' };
    const others = [
      { ...bought, surchargeInfo: {} },
      { ...bought, paymentPromoInfo: {} },
    ];
    const repeats = [again, ...others].map((each) => tokenPay('kept', 'kept', { purchase: each }));
    const inconsistent = refusedAs('RepeatInconsistent');
    expect(await ask(payments, payments.payByToken, ...repeats)).toEqual([answer, inconsistent, inconsistent]);
  });
});
