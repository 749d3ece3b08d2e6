import { z } from 'zod';
import { wireMoney, wireTime } from '../apis/wire-fields';
import { amount, dateTime, flag, id, positiveAmount, text, url } from './fields';
import { parseWith } from './parse-with';

const parseField = (schema: z.ZodType, field: unknown) => parseWith(z.object({ field: schema }), { field });
const refusal = (path: string, reason: string) => ({ ok: false, code: 'PARAM_ILLEGAL', field: path, reason });

describe('absence', () => {
  const schema = z.object({
    a: id().optional(),
    b: z.object({ c: id() }).optional(),
    list: z.array(z.unknown()).optional(),
  });

  it.each([
    [{ a: '' }],
    [{ a: null }],
    [{ b: {} }],
    [{ b: { c: '', d: null } }],
    [{ unknown: 1, another: { deep: [1] } }],
  ])('%j is nothing', (json) => {
    expect(parseWith(schema, json)).toEqual({ ok: true, value: {} });
  });

  it('is not for zero, false or an empty list', () => {
    expect(parseWith(schema, { list: ['', null, 0, false, {}] })).toEqual({
      ok: true,
      value: { list: ['', null, 0, false, {}] },
    });
    expect(parseWith(schema, { list: [] })).toEqual({ ok: true, value: { list: [] } });
  });

  it.each([[null], [{}], [[]], ['x'], [undefined]])('refuses %j for a message', (json) => {
    expect(parseWith(z.object({ a: id() }), json)).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL' });
  });

  it('is named when the field is required', () => {
    expect(parseField(id(), '')).toEqual(refusal('field', 'is missing'));
    expect(parseField(z.object({ a: id() }), { a: null })).toEqual(refusal('field', 'is missing'));
  });
});

describe('id', () => {
  it.each(['a', '20230808190741010008300xxxx3482', 'a'.repeat(64), '!#$%&()*+,-./:;<=>?@[]^_{|}~'])(
    'accepts %s',
    (value) => {
      expect(parseField(id(), value)).toEqual({ ok: true, value: { field: value } });
    },
  );

  it.each([
    'a'.repeat(65),
    'a\0',
    'a"',
    "a'",
    'a`',
    'a\\',
    'a b',
    'a\n',
    'é',
    '😀',
    '\u202e',
    '１',
    1.5,
    1e21,
    true,
    ['a'],
    { a: 1 },
  ])('refuses %j without repeating it', (value) => {
    const parsed = parseField(id(), value);
    expect(parsed).toMatchObject({ ok: false, field: 'field' });
    expect(JSON.stringify(parsed)).not.toContain('aaaa');
  });
});

describe('text', () => {
  it('counts code points and keeps every character', () => {
    const value = '😀\u202e\r\n%0d"\'';
    expect(parseField(text(8), value)).toMatchObject({ ok: false });
    expect(parseField(text(9), value)).toEqual({ ok: true, value: { field: value } });
  });
});

describe('flag', () => {
  it.each([
    ['true', true],
    ['false', false],
    [true, true],
    [false, false],
    ['', false],
    [null, false],
    [undefined, false],
  ])('%j is %s', (value, expected) => {
    expect(parseField(flag, value)).toEqual({ ok: true, value: { field: expected } });
  });

  it.each(['TRUE', 'True', '1', 'yes', ' true', 1, 0, ['true']])('refuses %j', (value) => {
    expect(parseField(flag, value)).toEqual(refusal('field', 'must be "true" or "false"'));
  });
});

describe('amount', () => {
  const hkd = (value: unknown, currency: unknown = 'HKD') => ({ currency, value });

  it.each(['0', '1', '9007199254740993', '999999999999999999'])('accepts %s and keeps it exactly', (value) => {
    const parsed = parseField(amount, { ...hkd(value), extra: 'ignored' });
    expect(JSON.stringify(parsed)).toBe(`{"ok":true,"value":{"field":{"currency":"HKD","value":"${value}"}}}`);
  });

  it.each([
    '-1',
    '1.5',
    '1e3',
    '0x10',
    ' 12 ',
    '012',
    '',
    '１２',
    -1,
    1.5,
    1e21,
    true,
    null,
    '1' + '0'.repeat(18),
    '1' + '0'.repeat(30),
  ])('refuses the value %j', (value) => {
    expect(parseField(amount, hkd(value))).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL', field: 'field.value' });
    expect(parseField(wireMoney, hkd(value))).toMatchObject({ ok: false });
  });

  it.each(['hkd', 'HK', 'XXX', 'HKDD', '', 344])('refuses the currency %j', (currency) => {
    expect(parseField(amount, hkd('1', currency))).toMatchObject({ ok: false, field: 'field.currency' });
    expect(parseField(wireMoney, hkd('1', currency))).toMatchObject({ ok: false });
  });

  it('refuses zero to pay', () => {
    expect(parseField(positiveAmount, hkd('0'))).toEqual(refusal('field.value', 'must not be zero'));
    expect(parseField(positiveAmount, hkd('1')).ok).toBe(true);
  });

  it('stays text on the wire', () => {
    expect(parseField(wireMoney, hkd('20'))).toEqual({ ok: true, value: { field: hkd('20') } });
    expect(parseField(amount, hkd(20))).toEqual(parseField(amount, hkd('20')));
  });
});

describe('dateTime', () => {
  it('becomes a Date, or stays text on the wire', () => {
    const value = '2023-08-08T11:39:41+08:00';
    expect(parseField(dateTime, value)).toEqual({ ok: true, value: { field: new Date('2023-08-08T03:39:41Z') } });
    expect(parseField(wireTime, value)).toEqual({ ok: true, value: { field: value } });
  });

  it.each(['tomorrow', '1700000000123', '2026-02-30T00:00:00Z'])('refuses %s', (value) => {
    const refused = refusal('field', 'must be an ISO 8601 date-time with offset');
    expect(parseField(dateTime, value)).toEqual(refused);
    expect(parseField(wireTime, value)).toMatchObject({ ok: false, field: 'field' });
  });
});

describe('url', () => {
  it.each([
    'https://a.example/notify?x=1',
    'HTTPS://A.example/notify',
    'Http://127.0.0.1:8090/x',
    'http://127.0.0.1:8090/aps/api/v1/payments/notifyPayment',
  ])('accepts %s', (value) => {
    expect(parseField(url, value).ok).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'a.example',
    'https://',
    `https://a.example/${'x'.repeat(2048)}`,
  ])('refuses %.30s', (value) => {
    expect(parseField(url, value).ok).toBe(false);
  });
});
