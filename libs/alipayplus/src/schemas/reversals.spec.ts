import { Money } from '@wallet/money';
import fc from 'fast-check';
import { parseCancelPayment } from './cancel-payment';
import { parseRefund } from './refund';

const amount = { currency: 'HKD', value: '20' };
const cancel = { acquirerId: '1', pspId: '2', paymentRequestId: '3' };
const refund = { ...cancel, paymentId: '4', refundRequestId: '5', refundAmount: amount, refundFromAmount: amount };
const quote = { quoteId: '1234567', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' };
const promotion = { refundPromoDetails: [{ promoId: 'P-1', refundAmount: amount, savings: '5' }] };
const refusal = (field: string, reason?: string) => ({
  ok: false,
  code: 'PARAM_ILLEGAL',
  field,
  ...(reason !== undefined && { reason }),
});

describe('cancelPayment', () => {
  it('names a payment', () => {
    expect(parseCancelPayment({ ...cancel, extendInfo: 'x' })).toEqual({ ok: true, value: cancel });
  });

  it.each(Object.keys(cancel))('needs %s', (field) => {
    expect(parseCancelPayment({ ...cancel, [field]: '' })).toEqual(refusal(field, 'is missing'));
  });
});

describe('refund', () => {
  const hkd = Money.of('HKD', 20n);
  const parsed = { ...refund, refundAmount: hkd, refundFromAmount: hkd };

  it('is of a part of a payment', () => {
    const json = { ...refund, refundReason: 'zu 小 "x"', passThroughInfo: { any: 'thing' } };
    expect(parseRefund(json)).toEqual({ ok: true, value: { ...parsed, refundReason: 'zu 小 "x"' } });
  });

  it.each(Object.keys(refund))('needs %s', (field) => {
    expect(parseRefund({ ...refund, [field]: null })).toEqual(refusal(field, 'is missing'));
  });

  it.each(['refundAmount', 'refundFromAmount'])('needs a %s', (field) => {
    const of = (value: unknown) => parseRefund({ ...refund, [field]: { currency: 'HKD', value } });
    expect(of('0').ok).toBe(field === 'refundFromAmount');
    expect(of('-1')).toMatchObject(refusal(`${field}.value`));
    expect(of(2.5)).toEqual(refusal(`${field}.value`, 'must be text'));
  });

  it('may be of nothing to the user for a rest in another currency', () => {
    const of = (value: string, currency: string) =>
      parseRefund({ ...refund, refundAmount: { currency: 'HKD', value: '0' }, refundFromAmount: { currency, value } });
    expect(of('1', 'USD')).toMatchObject({ ok: true, value: { refundAmount: Money.of('HKD', 0n) } });
    for (const refused of [of('0', 'USD'), of('1', 'HKD'), of('0', 'HKD')])
      expect(refused).toEqual(refusal('refundAmount.value', 'must not be zero'));
  });

  it('may have a quote and a promotion', () => {
    const known = { ...quote, quoteUnit: '100' };
    const refundQuote = { ...known, quoteExpiryTime: '2026-01-02T03:04:05+08:00', baseCurrency: 'JPY' };
    const info = { refundPromoInfo: promotion, surchargeInfo: { surchargeAmount: amount } };
    expect(parseRefund({ ...refund, refundQuote, ...info })).toEqual({
      ok: true,
      value: {
        ...parsed,
        refundQuote: { ...known, quoteExpiryTime: new Date('2026-01-01T19:04:05Z') },
        ...info,
      },
    });
  });

  it.each([
    '0',
    '0.00',
    '-1',
    '+1',
    '1.',
    '.5',
    '1e3',
    '1,5',
    ' 1',
    '１',
    'NaN',
    '1'.repeat(19),
    0,
    -1,
    1e-7,
    1e21,
    true,
    '',
  ])('refuses the price %j', (quotePrice) => {
    expect(parseRefund({ ...refund, refundQuote: { ...quote, quotePrice } })).toMatchObject(
      refusal('refundQuote.quotePrice'),
    );
  });

  it.each(['0.0000001', '123456789012345678.123456789012345678', '1', '007.50'])(
    'keeps the price %s as it is',
    (quotePrice) => {
      expect(parseRefund({ ...refund, refundQuote: { ...quote, quotePrice } })).toMatchObject({
        ok: true,
        value: { refundQuote: { quotePrice } },
      });
    },
  );

  it('keeps a promotion as it came, but for what is absent, and not without bounds', () => {
    const of = (refundPromoInfo: unknown) => parseRefund({ ...refund, refundPromoInfo });
    const kept = { b: [1.5, true, ['', null]], a: { c: 'x' } };
    expect(of({ ...kept, d: null, e: {} })).toEqual({ ok: true, value: { ...parsed, refundPromoInfo: kept } });
    expect(of({ a: 'x'.repeat(16_376) })).toMatchObject({ ok: true });
    expect(of({ a: 'x'.repeat(16_377) })).toEqual(refusal('refundPromoInfo', 'must not be longer than 16384'));
    for (const other of ['x', 1, true, [promotion]]) expect(of(other)).toMatchObject(refusal('refundPromoInfo'));
  });
});

describe('any JSON', () => {
  const parsers = { parseCancelPayment, parseRefund };
  const secret = '4111-secret';
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.string().map((text) => secret + text),
    fc.record({ currency: fc.constant(secret), value: fc.jsonValue() }),
    fc.record({ quotePrice: fc.constant(secret), quoteId: fc.jsonValue() }),
  );
  const fields = fc.constantFrom(...Object.keys(refund), 'refundQuote', 'refundPromoInfo', 'refundTime', 'result');
  const json = fc.oneof(
    fc.jsonValue(),
    fc.tuple(fields, anything).map(([field, value]) => ({ ...refund, [field]: value })),
  );

  it.each(Object.entries(parsers))('is accepted or refused by %s, which never throws nor repeats it', (_, parse) => {
    fc.assert(
      fc.property(json, (value) => {
        const parsed = parse(value);
        expect(parsed.ok ? '' : `${parsed.field} ${parsed.reason}`).not.toContain(secret);
      }),
      { numRuns: 500 },
    );
  });
});
