import { z } from 'zod';
import { amountsByCurrency } from './amounts-by-currency';

const read = (text: string | undefined, fallback?: string) =>
  z.object({ LIMITS: amountsByCurrency(fallback) }).safeParse({ LIMITS: text });

/** In minor units. */
const amounts = (text: string | undefined, fallback?: string): unknown =>
  [...(read(text, fallback).data?.LIMITS.values() ?? [])].map(({ currency, minorUnits }) => [currency, minorUnits]);

const fault = (text: string | undefined): string | undefined => {
  const [issue] = read(text).error?.issues ?? [];
  return issue && `${issue.path.join('.')} ${issue.message}`;
};

describe('amounts by currency', () => {
  it.each([
    ['minor units', 'HKD:500000,IDR:100000000', ['HKD', 500_000n], ['IDR', 100_000_000n]],
    ['white space', ' HKD : 500000 , JPY:80000 ', ['HKD', 500_000n], ['JPY', 80_000n]],
    ['one currency', 'KRW:0', ['KRW', 0n]],
    [
      'a point, so major units',
      'HKD:5000.00,KWD:1.234,IDR:1000000.5',
      ['HKD', 500_000n],
      ['KWD', 1_234n],
      ['IDR', 100_000_050n],
    ],
    ['no decimals', 'JPY:80000,VND:1', ['JPY', 80_000n], ['VND', 1n]],
    ['the largest', 'HKD:999999999999999999', ['HKD', 10n ** 18n - 1n]],
    ['the largest with a point', 'HKD:9999999999999999.99', ['HKD', 10n ** 18n - 1n]],
  ])('are read: %s', (_, text, ...expected) => expect(amounts(text)).toEqual(expected));

  it('come from the default where nothing is set, and only there', () => {
    expect(amounts(undefined, 'HKD:1,JPY:2')).toEqual([
      ['HKD', 1n],
      ['JPY', 2n],
    ]);
    expect(amounts('USD:3', 'HKD:1,JPY:2')).toEqual([['USD', 3n]]);
  });

  it.each([
    ['HKD:1,XXX:2', 'entry 2 "XXX:2": "XXX" is no active ISO 4217 code'],
    ['hkd:1', 'entry 1 "hkd:1": "hkd" is no active ISO 4217 code'],
    ['HKD:1,JPY:5,HKD:2', 'entry 3 "HKD:2": HKD is there twice'],
    ['HKD:-1', 'entry 1 "HKD:-1": it is below zero'],
    ['HKD:1,', 'entry 2 "": it is empty'],
    [' ', 'entry 1 "": it is empty'],
    ['HKD:1,,JPY:2', 'entry 2 "": it is empty'],
    ['HKD', 'entry 1 "HKD": it is not of the form CUR:amount'],
    ['500000', 'entry 1 "500000": it is not of the form CUR:amount'],
    ['HKD:1:2', 'entry 1 "HKD:1:2": it is not of the form CUR:amount'],
    ['HKD:', 'entry 1 "HKD:": it has no amount'],
    ['HKD:1.005', 'entry 1 "HKD:1.005": HKD has 2 decimals'],
    ['JPY:1.0', 'entry 1 "JPY:1.0": JPY has no decimals'],
    ['KRW:100.00', 'entry 1 "KRW:100.00": KRW has no decimals'],
    ['KWD:1.2345', 'entry 1 "KWD:1.2345": KWD has 3 decimals'],
    ['HKD:1e3', 'entry 1 "HKD:1e3": "1e3" is no amount'],
    ['HKD:.5', 'entry 1 "HKD:.5": ".5" is no amount'],
    ['HKD:5.', 'entry 1 "HKD:5.": "5." is no amount'],
    ['HKD:１', 'entry 1 "HKD:１": "１" is no amount'],
    ['HKD=1', 'entry 1 "HKD=1": it is not of the form CUR:amount'],
    ['HKD:1000000000000000000', 'entry 1 "HKD:1000000000000000000": it is 10^18 minor units or more'],
    ['HKD:10000000000000000.00', 'entry 1 "HKD:10000000000000000.00": it is 10^18 minor units or more'],
  ])('refuse %j by its setting and entry', (text, expected) => {
    expect(fault(text)).toBe(`LIMITS must be amounts by currency, like HKD:500000,JPY:80000; ${expected}`);
  });

  it('without a default must be set', () => {
    expect(fault(undefined)).toMatch(/^LIMITS must be amounts by currency, .* \(it is not set\)$/);
  });

  it('name a wrong entry in one short line', () => {
    expect(fault(`HKD:${'x\n'.repeat(500)}`)).toMatch(/^.{1,300}$/);
  });
});
