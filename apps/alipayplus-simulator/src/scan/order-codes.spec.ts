import { calledApis, result } from '@wallet/alipayplus';
import { parseOrderCodeV3 } from '@wallet/alipayplus/codes';
import { entryCode } from './code-values';
import { merchants } from './merchants';
import { OrderCodes, type Decision } from './order-codes';
import { wantedOrder, type WantedOrder } from './wanted-order';

const parties = { acquirerId: '1022188000000000001', pspId: '1022160000000000000' };
const start = Date.parse('2026-11-29T04:00:00.000Z');

describe('the order codes of merchants', () => {
  let nowMs: number;
  let paid: Set<string>;
  let codes: OrderCodes;

  beforeEach(() => {
    nowMs = start;
    paid = new Set();
    codes = new OrderCodes({ ...parties, isPaid: (id) => paid.has(id), now: () => nowMs });
  });

  const made = (over: Partial<WantedOrder> = {}) => codes.make(wantedOrder.parse({ merchant: 'tokyo-ramen', ...over }));
  const scan = ({ codeValue }: { codeValue: string }, customerId = 'c-1', planned: Decision = 'S') =>
    codes.decode(codeValue, customerId, planned);
  const codeOf = (answer: ReturnType<typeof scan>) => (answer.result as { resultCode: string }).resultCode;

  it('lead to what the documentation shows', () => {
    const answer = scan(made({ amount: '100', payToCurrency: 'KRW' }));
    expect(answer).toMatchObject({
      result: result('SUCCESS'),
      ...parties,
      codeType: 'ORDER_CODE',
      order: { orderAmount: { currency: 'JPY', value: '100' }, merchant: { merchantMcc: '5812' } },
      paymentAmount: { currency: 'JPY', value: '100' },
      payToAmount: { currency: 'KRW', value: '1000' },
      paymentQuote: { quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' },
      paymentFactor: { isInStorePayment: 'true' },
      paymentExpiryTime: '2026-11-29T12:10:00+08:00',
    });
    expect(answer).not.toHaveProperty('actionForm');
  });

  it.each(merchants.flatMap(({ id }) => ['HKD', 'KRW', 'KWD'].map((currency) => [id, currency] as const)))(
    'of %s, settled in %s, are read by the wallet',
    (merchant, payToCurrency) => {
      for (const form of ['plain', 'url', 'v3'] as const) {
        const read = calledApis.userInitiatedPay.parseAnswer(scan(made({ merchant, payToCurrency, form })));
        expect(read).toMatchObject({ ok: true, value: { kind: 'decoded' } });
      }
    },
  );

  it('have the form of version 3, whose lengths fit', () => {
    const { codeValue } = made({ form: 'v3' });
    expect(codeValue.length).toBeLessThan(512);
    expect(parseOrderCodeV3(codeValue)?.get('CDSD')).toEqual(
      new Map([
        ['01', 'SIMULATOR'],
        ['02', 'tokyo-ramen'],
      ]),
    );
  });

  it('give one customer one id and one answer, and another customer another id', () => {
    const code = made();
    const [first, again, other] = [scan(code), scan(code), scan(code, 'c-2')];
    expect(again).toEqual(first);
    expect(other.paymentRequestId).not.toBe(first.paymentRequestId);
    expect({ ...other, paymentRequestId: first.paymentRequestId }).toEqual(first);
    expect(codes.view(code.codeValue)).toMatchObject({
      state: 'open',
      decoded: [
        { customerId: 'c-1', paymentRequestId: first.paymentRequestId },
        { customerId: 'c-2', paymentRequestId: other.paymentRequestId },
      ],
    });
  });

  it.each<[Decision, object]>([
    ['F:BUSINESS_NOT_SUPPORT', { result: result('BUSINESS_NOT_SUPPORT') }],
    ['F', { result: result('ACCESS_DENIED') }],
    ['HANDLE_BY_SDK', { result: result('SUCCESS'), actionForm: { actionType: 'HANDLE_BY_SDK' } }],
  ])('that were answered %s are so again', (decision, expected) => {
    const code = made();
    const first = scan(code, 'c-1', decision);
    expect(first).toMatchObject(expected);
    expect(scan(code)).toEqual(first);
    expect(codeOf(scan(code, 'c-2'))).toBe('SUCCESS');
  });

  it('are closed once they are paid, whoever scans them', () => {
    const code = made();
    paid.add(String(scan(code).paymentRequestId));
    expect([codeOf(scan(code)), codeOf(scan(code, 'c-2'))]).toEqual(['ORDER_IS_CLOSED', 'ORDER_IS_CLOSED']);
    expect(codes.view(code.codeValue).state).toBe('paid');
  });

  it('are closed when the merchant takes them back, and expire', () => {
    const [taken, old] = [made(), made({ expiresInSeconds: 60 })];
    expect(codes.close(taken.codeValue).state).toBe('closed');
    expect(codeOf(scan(taken))).toBe('ORDER_IS_CLOSED');
    nowMs += 59_999;
    expect(codeOf(scan(old))).toBe('SUCCESS');
    nowMs += 1;
    expect([codeOf(scan(old)), codes.view(old.codeValue).state]).toEqual(['EXPIRED_CODE', 'expired']);
  });

  it.each([
    ['50000', true, 'SUCCESS', 'HANDLE_BY_PSP'],
    ['50100', true, 'PAYMENT_AMOUNT_EXCEED_LIMIT', 'HANDLE_BY_SDK'],
    ['3500000', false, 'SUCCESS', 'HANDLE_BY_PSP'],
    ['3500100', false, 'PAYMENT_AMOUNT_EXCEED_LIMIT', 'HANDLE_BY_SDK'],
  ])(
    'of fen %s in the Chinese mainland, by an entry code: %s, are answered %s',
    (amount, isFromEntry, code, action) => {
      const answer = scan(made({ merchant: 'shanghai-noodles', amount, isFromEntry }));
      expect(codeOf(answer)).toBe(code);
      expect(answer).toMatchObject({ actionForm: { actionType: action }, paymentAmount: { value: amount } });
      expect(calledApis.userInitiatedPay.parseAnswer(answer)).toMatchObject({
        value: { kind: action === 'HANDLE_BY_SDK' ? 'handleBySdk' : 'decoded' },
      });
    },
  );

  it('tell shop and browser of an order that comes from an entry code', () => {
    expect(scan(made({ isFromEntry: true }))).toMatchObject({
      order: {
        merchant: { store: { storeName: '新宿店' } },
        env: { userAgent: expect.stringContaining('AlipayConnect') as string },
      },
    });
  });

  it('have what was wanted in the place of what is right', () => {
    const paymentQuote = { quoteId: 'q', quoteCurrencyPair: 'HKD/JPY', quotePrice: '1.0000' };
    expect(scan(made({ over: { paymentQuote } }))).toMatchObject({ paymentQuote });
  });

  it('are told from codes that nobody has made, and from entry codes', () => {
    expect(codeOf(codes.decode('28166604NOBODY', 'c-1', 'S'))).toBe('INVALID_CODE');
    expect(codeOf(codes.decode('28166604NOBODY', 'c-1', 'F:CURRENCY_NOT_SUPPORT'))).toBe('CURRENCY_NOT_SUPPORT');
    const entry = (merchant: string) => codes.decode(entryCode('http://127.0.0.1:8090', merchant), 'c-1', 'S');
    expect(calledApis.userInitiatedPay.parseAnswer(entry('tokyo-ramen'))).toMatchObject({ value: { kind: 'noOrder' } });
    expect(codeOf(entry('nowhere'))).toBe('INVALID_CODE');
    expect(() => codes.close('28166604NOBODY')).toThrow(/no merchant has made this code/);
    expect(() => made({ merchant: 'nowhere' })).toThrow(/there are tokyo-ramen, seoul-coffee/);
  });
});
