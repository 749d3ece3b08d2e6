import fc from 'fast-check';
import { z } from 'zod';
import { Money } from './money';
import { moneySchema } from './money-schema';

const message = z.strictObject({ amount: moneySchema });

describe('moneySchema', () => {
  it('carries every amount through JSON and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (minorUnits) => {
        const amount = Money.of('HKD', minorUnits);
        const wire: unknown = JSON.parse(JSON.stringify(z.encode(message, { amount })));
        expect(wire).toEqual({ amount: { currency: 'HKD', value: minorUnits.toString() } });
        expect(message.parse(wire).amount.equals(amount)).toBe(true);
      }),
    );
  });

  it.each([
    [{ currency: 'HKD', value: 12 }, ['amount', 'value']],
    [{ currency: 'HKD', value: '012' }, ['amount', 'value']],
    [{ currency: 'XXX', value: '12' }, ['amount', 'currency']],
    [{ currency: 'HKD' }, ['amount', 'value']],
    ['HKD 12', ['amount']],
  ])('refuses %j', (amount, path) => {
    expect(message.safeParse({ amount }).error?.issues[0]?.path).toEqual(path);
  });

  it('encodes nothing but Money', () => {
    const lookalike = { currency: 'HKD', minorUnits: 1n } as unknown as Money;
    expect(() => z.encode(moneySchema, lookalike)).toThrow();
  });
});
