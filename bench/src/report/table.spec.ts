import { number, table } from './table';

describe('the printed table', () => {
  it('aligns its columns', () => {
    const rows = [
      ['', 'a second', 'p50'],
      ['evaluation', '12.3', '4.56'],
      ['flow', '789', ''],
    ];
    expect(table(rows).split('\n')).toEqual([
      '            a second   p50',
      'evaluation      12.3  4.56',
      'flow             789',
    ]);
  });

  it.each([
    [1234.5, '1235'],
    [99.44, '99.4'],
    [1.234, '1.23'],
    [0, '0.00'],
    [NaN, '-'],
    [undefined, '-'],
  ])('writes %p as %s', (value, text) => expect(number(value)).toBe(text));
});
