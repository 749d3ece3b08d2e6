import { table } from './table';

describe('table', () => {
  it('aligns its columns', () => {
    expect(
      table([
        ['a', 'b'],
        ['long', 'c'],
      ]),
    ).toBe('a     b\nlong  c');
  });

  it.each([
    ['an escape sequence', 'tea\u001b[2Jpaid', String.raw`tea\u001b[2Jpaid`],
    ['a line of its own', 'tea\r\nstate PAID', String.raw`tea\u000d\u000astate PAID`],
    ['a C1 control', 'tea\u009b1m', String.raw`tea\u009b1m`],
    ['another direction', 'tea\u202e001', String.raw`tea\u202e001`],
    ['nothing odd', '兩杯茶 ☕ שלום', '兩杯茶 ☕ שלום'],
  ])('shows %s in a text as it is', (_, text, shown) => {
    expect(table([[text]])).toBe(shown);
  });
});
