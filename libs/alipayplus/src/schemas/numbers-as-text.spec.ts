import { z } from 'zod';
import { parseStrictJson } from '../json/strict-json';
import { amount, freeText, id, text } from './fields';
import { parseWith } from './parse-with';
import { quote } from './quote';
import { verbatim } from './verbatim';

/** A field as it comes: its text of JSON, parsed as a body is. */
function parseText(schema: z.ZodType, literal: string) {
  const json = parseStrictJson(Buffer.from(`{"field":${literal}}`));
  return json.ok ? parseWith(z.object({ field: schema }), json.value) : json;
}
const kept = (field: unknown) => ({ ok: true, value: { field } });

describe('a JSON integer where text is expected', () => {
  it.each([
    ['0', '0'],
    ['5021', '5021'],
    ['-1', '-1'],
    ['9007199254740991', '9007199254740991'],
    ['2026112818000000', '2026112818000000'],
    ['100000000000000000000', '100000000000000000000'],
  ])('%s is taken by its literal', (literal, expected) => {
    expect(parseText(id(), literal)).toEqual(kept(expected));
    expect(parseText(text(64), literal)).toEqual(kept(expected));
    expect(parseText(freeText(64), literal)).toEqual(kept(expected));
  });

  it.each(['1.5', '1.0', '1e3', '-0', '1E2', '1e+21', 'true', '[1]', '{"a":1}', '20210118190501115401'])(
    '%s is refused',
    (literal) => {
      for (const schema of [id(), text(64), freeText(64)]) {
        expect(parseText(schema, literal)).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL' });
      }
    },
  );

  it('counts for the length', () => {
    expect(parseText(text(3), '1234')).toMatchObject({ ok: false });
    expect(parseText(id(3), '1234')).toMatchObject({ ok: false });
  });
});

describe('an amount', () => {
  const hkd = (value: string) => `{"currency":"HKD","value":${value}}`;

  it.each(['0', '20', '12050', '9007199254740992', '100000000000000000'])('may be the bare integer %s', (value) => {
    expect(JSON.stringify(parseText(amount, hkd(value)))).toBe(JSON.stringify(kept({ currency: 'HKD', value })));
  });

  it.each(['-1', '1.5', '1.0', '1e3', '-0', '1000000000000000000', '9007199254740993', 'true'])(
    'may not be the bare %s',
    (value) => {
      expect(parseText(amount, hkd(value))).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL' });
    },
  );
});

describe('a price', () => {
  const at = (price: string) => `{"quoteId":"q-1","quoteCurrencyPair":"HKD/USD","quotePrice":${price}}`;

  it.each(['0.1281', '0.12810', '1.50', '10', '0.0000001', '7.0'])('may be the bare %s, digit for digit', (price) => {
    expect(parseText(quote, at(price))).toMatchObject(kept({ quotePrice: price }));
  });

  it.each(['0', '0.0', '-1', '1e3', '1E-7', '-0', 'true', '0.12345678901234567891'])('may not be %s', (price) => {
    expect(parseText(quote, at(price))).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL' });
  });
});

describe('an info', () => {
  it('keeps every number at its value', () => {
    expect(parseText(verbatim, '{"a":[1,1.50,1e3,-0.5,{"b":9007199254740992}]}')).toEqual(
      kept({ a: [1, 1.5, 1000, -0.5, { b: 9007199254740992 }] }),
    );
  });

  it.each(['{"promoId":20210118190501115401}', '{"a":[{"b":[0.12345678901234567891]}]}', '{"a":9007199254740993}'])(
    'is refused when a double cannot hold a number in %s',
    (info) => {
      expect(parseText(verbatim, info)).toEqual({
        ok: false,
        code: 'PARAM_ILLEGAL',
        field: 'body',
        reason: 'number with too many digits',
      });
    },
  );
});
