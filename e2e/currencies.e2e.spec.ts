import { amountOf, EasyPayOrder, resultOf } from './support/easy-pay';
import { cancel, refund, type Paid } from './support/reversals';
import { startWallet, type Customer, type JsonObject, type Wallet } from './support/wallet';

const success = 'S SUCCESS';

const quote = (pair: string, price: string, over: JsonObject = {}) => ({
  quoteId: 'quote-1',
  quoteCurrencyPair: pair,
  quotePrice: price,
  quoteStartTime: '2026-01-01T00:00:00+08:00',
  quoteExpiryTime: '2099-01-01T00:00:00+08:00',
  ...over,
});

/** HKD 120.50 at 20 yen: 2,410 yen for Alipay+. */
const inYen = {
  paymentAmount: amountOf('12050'),
  payToAmount: amountOf('2410', 'JPY'),
  paymentQuote: quote('HKD/JPY', '20.0000'),
};

describe('two currencies', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('currencies', {
      env: { payments: { SINGLE_LIMITS: 'HKD:500000,IDR:100000000,JPY:100000' } },
    });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  interface Attempt {
    readonly customer: Customer;
    readonly result: string;
    readonly paid: Paid;
  }

  /** Calls 2 and 3; a refusal of call 2 is the result. */
  async function pay(over: JsonObject, customer?: Customer): Promise<Attempt> {
    const payer = customer ?? (await wallet.customer());
    const order = new EasyPayOrder(wallet, payer, '12050', over);
    const ordered = await wallet.call('pay', order.order());
    const opened = resultOf(ordered);
    const { paymentRequestId } = order;
    if (!opened.startsWith('U')) return { customer: payer, result: opened, paid: { paymentRequestId, paymentId: '' } };
    const verified = await order.verify(String(ordered.answer?.verifyRequestId), await order.code());
    const paymentId = String(verified.answer?.paymentId);
    return { customer: payer, result: resultOf(verified), paid: { paymentRequestId, paymentId } };
  }

  /** What the ledger has on the accounts of the house for one order: account -> minor units. */
  async function house({ paymentRequestId }: Paid): Promise<JsonObject> {
    const rows = await wallet.rows(
      `select account_id, sum(amount)::text as amount from payments.ledger_entry
         join payments.ledger_transaction on id = transaction_id
        where order_id = $1 and account_id not like 'wallet:%' group by account_id having sum(amount) <> 0`,
      [paymentRequestId],
    );
    return Object.fromEntries(rows.map(({ account_id, amount }) => [String(account_id), amount]));
  }

  it('debits paymentAmount when the wallet has its currency, and owes payToAmount', async () => {
    const { customer, result, paid } = await pay(inYen);
    expect([result, await wallet.balance(customer)]).toEqual([success, '987950']);
    expect(await house(paid)).toEqual({
      'currency-trading:HKD': '12050',
      'currency-trading:JPY': '-2410',
      'settlement-payable:JPY': '2410',
    });
  });

  it('debits payToAmount when the wallet has only that', async () => {
    const over = {
      paymentAmount: amountOf('2410', 'JPY'),
      payToAmount: amountOf('12050'),
      paymentQuote: quote('JPY/HKD', '0.05'),
    };
    const { customer, result, paid } = await pay(over);
    expect([result, await wallet.balance(customer)]).toEqual([success, '987950']);
    expect(await house(paid)).toEqual({ 'settlement-payable:HKD': '12050' });
  });

  it.each([
    [
      'neither currency',
      { paymentAmount: amountOf('1', 'USD'), payToAmount: amountOf('7', 'JPY') },
      'CURRENCY_NOT_SUPPORT',
    ],
    ['one currency and two amounts', { payToAmount: amountOf('12049') }, 'PARAM_ILLEGAL'],
    ['row 133: a price that gives another amount', { ...inYen, payToAmount: amountOf('2411', 'JPY') }, 'PARAM_ILLEGAL'],
    ['row 133: a pair of other currencies', { ...inYen, paymentQuote: quote('HKD/KRW', '20') }, 'PARAM_ILLEGAL'],
    ['a price of zero', { ...inYen, paymentQuote: quote('HKD/JPY', '0') }, 'PARAM_ILLEGAL'],
    ['a price that is no decimal', { ...inYen, paymentQuote: quote('HKD/JPY', '2e1') }, 'PARAM_ILLEGAL'],
    [
      'row 133: a quote past its expiry',
      { ...inYen, paymentQuote: quote('HKD/JPY', '20', { quoteExpiryTime: '2026-01-02T00:00:00+08:00' }) },
      'ORDER_IS_CLOSED',
    ],
  ])('%s: refused, no debit', async (_, over, code) => {
    const { customer, result } = await pay(over);
    expect([result, await wallet.balance(customer)]).toEqual([`F ${code}`, '1000000']);
  });

  it('limits by the currency of the wallet: what is much in yen is little in rupiah', async () => {
    const payIn = async (currency: string, value: string, balance: string) => {
      const amount = amountOf(value, currency);
      return (await pay({ paymentAmount: amount, payToAmount: amount }, await wallet.customer(balance, currency)))
        .result;
    };
    const over = 'F PAYMENT_AMOUNT_EXCEED_LIMIT';
    const most = [await payIn('IDR', '100000000', '100000000'), await payIn('JPY', '100000', '100000')];
    expect(most).toEqual([success, success]);
    const more = [await payIn('IDR', '100000100', '999999900'), await payIn('JPY', '100001', '999999')];
    expect([...more, await payIn('HKD', '500001', '999999')]).toEqual([over, over, over]);
  });

  it('rounds half-even, and rupiah to whole ones', async () => {
    const customer = await wallet.customer('100000000', 'IDR');
    const price = quote('USD/IDR', '15678.50');
    const amounts = (idr: string) => ({
      paymentAmount: amountOf('100', 'USD'),
      payToAmount: amountOf(idr, 'IDR'),
      paymentQuote: price,
    });
    expect((await pay(amounts('1567850'), customer)).result).toBe('F PARAM_ILLEGAL');
    expect((await pay(amounts('1575700'), customer)).result).toBe('F PARAM_ILLEGAL');
    expect(await wallet.balance(customer)).toBe('100000000');
    const { result } = await pay(amounts('1567800'), customer);
    expect([result, await wallet.balance(customer)]).toEqual([success, '98432200']);
  });

  it('refunds both sides in their own currencies, and a cancel gives back the rest of each', async () => {
    const { customer, paid } = await pay(inYen);
    const part = { refundAmount: amountOf('2050'), refundFromAmount: amountOf('410', 'JPY') };
    const refundQuote = quote('HKD/JPY', '20.0000');
    const refunded = await refund(wallet, paid, '', { ...part, refundQuote });
    expect(resultOf(refunded)).toBe(success);
    expect(refunded.answer).toMatchObject({ ...part, refundQuote: { quotePrice: '20.0000' } });
    expect([await wallet.balance(customer), await house(paid)]).toEqual([
      '990000',
      { 'currency-trading:HKD': '10000', 'currency-trading:JPY': '-2000', 'settlement-payable:JPY': '2000' },
    ]);
    const beyond = { refundAmount: amountOf('1'), refundFromAmount: amountOf('2001', 'JPY') };
    expect(resultOf(await refund(wallet, paid, '', beyond))).toBe('F REFUND_AMOUNT_EXCEED');
    expect(resultOf(await cancel(wallet, paid.paymentRequestId))).toBe(success);
    expect([await wallet.balance(customer), await house(paid)]).toEqual(['1000000', {}]);
  });

  it('refunds what is left of the settlement alone when the user has all of it back', async () => {
    const { customer, paid } = await pay(inYen);
    const almost = { refundAmount: inYen.paymentAmount, refundFromAmount: amountOf('2409', 'JPY') };
    const rest = { refundAmount: amountOf('0'), refundFromAmount: amountOf('1', 'JPY') };
    expect(resultOf(await refund(wallet, paid, '', rest))).toBe('F PARAM_ILLEGAL');
    expect(resultOf(await refund(wallet, paid, '', almost))).toBe(success);
    expect([await wallet.balance(customer), await house(paid)]).toEqual([
      '1000000',
      { 'currency-trading:JPY': '-1', 'settlement-payable:JPY': '1' },
    ]);
    const refunded = await refund(wallet, paid, '', rest);
    expect([resultOf(refunded), refunded.answer]).toEqual([success, expect.objectContaining(rest)]);
    expect([await wallet.balance(customer), await house(paid)]).toEqual(['1000000', {}]);
    expect(resultOf(await refund(wallet, paid, '', rest))).toBe('F PARAM_ILLEGAL');
  });

  it('echoes the promotion in the inquiry and the notification, and compares it in a repeat', async () => {
    const paymentPromoInfo = {
      paymentPromoDetails: [{ promoId: 'p1', promoName: 'Ten off', savingsAmount: amountOf('1000') }],
    };
    const order = new EasyPayOrder(wallet, await wallet.customer(), '12050', { paymentPromoInfo });
    const id = await order.open();
    expect(await order.open()).toBe(id);
    const other = await wallet.call('pay', { ...order.order(), paymentPromoInfo: undefined });
    expect(resultOf(other)).toBe('F REPEAT_REQ_INCONSISTENT');
    expect(resultOf(await order.verify(id, await order.code()))).toBe(success);
    expect((await order.inquire()).answer).toMatchObject({ paymentPromoInfo });
  });

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);
});
