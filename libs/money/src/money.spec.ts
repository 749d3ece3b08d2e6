import fc from 'fast-check';
import { Money } from './money';

const value = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n });
const hkd = (minorUnits: bigint | string) => Money.of('HKD', minorUnits);

describe('Money.parse', () => {
  it('keeps every value up to 10^18 - 1 exactly', () => {
    fc.assert(
      fc.property(value, (minorUnits) => {
        const parsed = Money.parse('HKD', minorUnits.toString());
        expect(parsed.ok && parsed.value.toJSON()).toEqual({ currency: 'HKD', value: minorUnits.toString() });
      }),
    );
  });

  it('keeps 2^53 + 1, which a JS number cannot', () => {
    expect(JSON.stringify(hkd('9007199254740993'))).toBe('{"currency":"HKD","value":"9007199254740993"}');
  });

  it('accepts zero', () => {
    expect(hkd('0').isZero).toBe(true);
    expect(hkd('1').isZero).toBe(false);
  });

  it.each([
    '',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    ' 12 ',
    '12\n',
    '012',
    '00',
    '１２',
    '१२',
    '1_000',
    '1000000000000000000',
    '1' + '0'.repeat(30),
    12,
    12n,
    null,
    undefined,
    true,
    ['12'],
    { value: '12' },
  ])('refuses the value %p', (bad) => {
    expect(Money.parse('HKD', bad)).toEqual({ ok: false, fault: 'value' });
  });

  it.each(['hkd', 'HK', 'HKDD', '', 'XXX', 'XAU', 'XTS', 'toString', '__proto__', 344, null, undefined])(
    'refuses the currency %p',
    (bad) => {
      expect(Money.parse(bad, '1')).toEqual({ ok: false, fault: 'currency' });
    },
  );

  it('refuses text that does not round-trip, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = Money.parse('HKD', text);
        expect(parsed.ok).toBe(/^\d{1,18}$/.test(text) && BigInt(text).toString() === text);
      }),
    );
  });
});

describe('Money.of', () => {
  it('throws on what parse refuses', () => {
    expect(() => hkd(-1n)).toThrow(RangeError);
    expect(() => hkd(10n ** 18n)).toThrow(RangeError);
    expect(() => Money.of('XXX', 1n)).toThrow('not money: malformed currency');
  });
});

describe('arithmetic', () => {
  it('subtracts what was added', () => {
    const half = fc.bigInt({ min: 0n, max: 10n ** 17n });
    fc.assert(
      fc.property(half, half, (a, b) => {
        const sum = hkd(a).add(hkd(b));
        expect(sum.minorUnits).toBe(a + b);
        expect(sum.subtract(hkd(b)).equals(hkd(a))).toBe(true);
      }),
    );
  });

  it('compares like the integers', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(hkd(a).compare(hkd(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(hkd(a).equals(hkd(b))).toBe(a === b);
      }),
    );
  });

  it('never leaves the range', () => {
    expect(() => hkd(1n).subtract(hkd(2n))).toThrow(RangeError);
    expect(() => hkd(10n ** 18n - 1n).add(hkd(1n))).toThrow(RangeError);
  });

  it('does not mix currencies', () => {
    const jpy = Money.of('JPY', 1n);
    expect(() => hkd(1n).add(jpy)).toThrow('mixed currencies: HKD and JPY');
    expect(() => hkd(1n).subtract(jpy)).toThrow(TypeError);
    expect(() => hkd(1n).compare(jpy)).toThrow(TypeError);
    expect(hkd(1n).equals(jpy)).toBe(false);
  });
});

describe('format', () => {
  it.each([
    ['HKD', 12050n, 'HKD 120.50'],
    ['HKD', 5n, 'HKD 0.05'],
    ['HKD', 0n, 'HKD 0.00'],
    ['JPY', 120n, 'JPY 120'],
    ['KWD', 120n, 'KWD 0.120'],
    ['CLF', 1n, 'CLF 0.0001'],
    ['IDR', 1500000n, 'IDR 15000.00'],
  ])('writes %s %p as %s', (currency, minorUnits, text) => {
    expect(Money.of(currency, minorUnits).format()).toBe(text);
    expect(String(Money.of(currency, minorUnits))).toBe(text);
  });
});
