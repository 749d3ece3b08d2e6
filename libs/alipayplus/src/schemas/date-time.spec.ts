import fc from 'fast-check';
import { formatDateTime, parseDateTime, parseHeaderTime } from './date-time';

describe('parseDateTime', () => {
  it.each([
    ['2019-05-28T12:12:12+08:00', '2019-05-28T04:12:12.000Z'],
    ['2025-02-20T08:51:49.09Z', '2025-02-20T08:51:49.090Z'],
    ['2019-04-04T12:08:56.253+05:30', '2019-04-04T06:38:56.253Z'],
    ['2020-01-01T12:01:01-08:30', '2020-01-01T20:31:01.000Z'],
    ['2024-02-29T23:59:59.999999999999Z', '2024-02-29T23:59:59.999Z'],
    ['2026-01-01T00:00:00+00:00', '2026-01-01T00:00:00.000Z'],
    ['2026-11-22T10:00:00+0800', '2026-11-22T02:00:00.000Z'],
    ['2026-11-22T10:00:00.5-0330', '2026-11-22T13:30:00.500Z'],
    ['2026-11-22T10:00:00+08', '2026-11-22T02:00:00.000Z'],
    ['1969-12-31T23:59:59Z', '1969-12-31T23:59:59.000Z'],
  ])('%s', (text, expected) => {
    expect(parseDateTime(text)?.toISOString()).toBe(expected);
    expect(parseHeaderTime(text)?.toISOString()).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2026-11-22',
    '2026-11-22T10:00:00',
    '2026-11-22T10:00Z',
    '2026-11-22 10:00:00Z',
    '2026-11-22T10:00:00+24:00',
    '2026-11-22T10:00:00+08:60',
    '2026-11-22T10:00:00+2400',
    '2026-11-22T10:00:00+0860',
    '2026-11-22T10:00:00+8',
    '2026-11-22T10:00:00+080',
    '2026-11-22T10:00:00+08:',
    '2026-11-22T10:00:00+08:0',
    '2026-11-22T10:00:00+08000',
    '2026-11-22T10:00:00Z0800',
    '2026-11-22T10:00:00 0800',
    '2026-11-22T10:00:00+24',
    '2026-02-30T10:00:00Z',
    '2025-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-00-01T10:00:00Z',
    '2026-11-00T10:00:00Z',
    '2026-06-31T10:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-11-22T10:00:00.Z',
    '2026-11-22T10:00:00,5Z',
    '2026-11-22t10:00:00z',
    ' 2026-11-22T10:00:00Z',
    '2026-11-22T10:00:00Z\n',
    '+002026-11-22T10:00:00Z',
    '0026-11-22T10:00:00Z',
    '9999-12-31T23:59:59-00:01',
    '２026-11-22T10:00:00Z',
    '20261122100000+0800',
    '1700000000',
    '170000000000',
  ])('refuses %j', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
    expect(parseHeaderTime(text)).toBeUndefined();
  });
});

describe('parseHeaderTime', () => {
  it('takes epoch milliseconds in 13 digits, which a body does not', () => {
    expect(parseHeaderTime('1700000000123')).toEqual(new Date(1_700_000_000_123));
    expect(parseDateTime('1700000000123')).toBeUndefined();
  });
});

describe('formatDateTime', () => {
  it.each([
    ['+08:00', '2023-08-08T00:00:08+08:00'],
    ['+00:00', '2023-08-07T16:00:08+00:00'],
    ['-03:30', '2023-08-07T12:30:08-03:30'],
  ])('at %s', (utcOffset, text) => {
    expect(formatDateTime(new Date('2023-08-07T16:00:08.999Z'), utcOffset)).toBe(text);
  });

  it('is read back, cut to seconds', () => {
    const at = fc.date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
    const offset = fc.constantFrom('+08:00', '-12:00', '+14:00', '+05:45', '+00:00');
    fc.assert(
      fc.property(at, offset, (date, utcOffset) => {
        const seconds = Math.floor(date.getTime() / 1000) * 1000;
        expect(parseDateTime(formatDateTime(date, utcOffset))?.getTime()).toBe(seconds);
      }),
    );
  });

  it.each(['Z', '+8', '08:00', '+0800', '+25:00', ''])('throws on the offset %j', (utcOffset) => {
    expect(() => formatDateTime(new Date(), utcOffset)).toThrow(RangeError);
  });
});
