import fc from 'fast-check';
import { jsonLimits } from './json-limits';
import { NumberLiteral } from './number-literal';
import { parseStrictJson } from './strict-json';

const parse = (text: string) => parseStrictJson(Buffer.from(text));
const refusal = (reason: string) => ({ ok: false, code: 'PARAM_ILLEGAL', field: 'body', reason });
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

describe('parseStrictJson accepts what JSON.parse does', () => {
  it.each([
    '{}',
    ' \t\r\n{ "a" : [ 1 , -2.5 , true , false , null , "x" ] }\n',
    '{"a":{"k":1},"b":{"k":2},"c":[{"k":3},{"k":4}]}',
    '{"a":"a","b":"b: \\"c\\": {[","\\u0063":"\\\\"}',
    '{"text":"\\u4f60\\ud83d\\ude00 滿10減1夏日優惠券活動 😀 \\r\\n %0d%0a \u202e \u200b"}',
    '{"text":"\\\\u0000 is no NUL, \\\\ud800 no surrogate"}',
    '{"":1,"__proto":2,"toString":3,"value":"constructor"}',
    JSON.stringify({ passThroughInfo: JSON.stringify({ a: '\\'.repeat(20_000) }) }),
  ])('%.60s', (text) => {
    expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
  });

  it('16 levels, 8,000 keys and as many items as two infos have', () => {
    expect(jsonLimits).toMatchObject({ depth: 16, keys: 8_000, items: 16_624 });
    expect(parse(nested(16)).ok).toBe(true);
    expect(parse(JSON.stringify(keys(jsonLimits.keys))).ok).toBe(true);
    expect(parse(`{"a":[${'0,'.repeat(jsonLimits.items)}0]}`).ok).toBe(true);
  });

  it('any object within the limits', () => {
    const word = fc.string().filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
    const small = fc.dictionary(word, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(small, (value) => {
        const text = JSON.stringify(value);
        const parsed = parse(text);
        fc.pre(parsed.ok || !['forbidden character in a string', 'forbidden key'].includes(parsed.reason));
        expect(parsed).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      }),
    );
  });

  it('a view into a larger buffer', () => {
    const buffer = Buffer.from('xx{"a":1}xx');
    expect(parseStrictJson(buffer.subarray(2, 9))).toEqual({ ok: true, value: { a: 1 } });
  });
});

describe('parseStrictJson refuses', () => {
  it.each(['', '{bad', 'null', '[]', '"x"', '1', 'true', '{}{}', '{"a":1,}', '{"a":1}//', '{a:1}', "{'a':1}", '[}'])(
    'what is no object: %j',
    (text) => {
      expect(parse(text)).toEqual(refusal('not a JSON object'));
    },
  );

  it.each([
    '{"a":NaN}',
    '{"a":Infinity}',
    '{"a":-Infinity}',
    '{"a":01}',
    '{"a":+1}',
    '{"a":.5}',
    '{"a":"\t"}',
    '{"a":"\0"}',
  ])('what is no JSON: %j', (text) => {
    expect(parse(text)).toEqual(refusal('not a JSON object'));
  });

  it.each([
    ['17 levels', nested(17), 'nested too deep'],
    ['17 levels of arrays', `{"a":${'['.repeat(16)}${']'.repeat(16)}}`, 'nested too deep'],
    ['8,001 keys', JSON.stringify(keys(8_001)), 'too many keys'],
    [
      '8,001 keys in many objects',
      JSON.stringify({ a: Array.from({ length: 8_000 }, () => ({ b: 1 })) }),
      'too many keys',
    ],
    ['items without end', `{"a":[${'0,'.repeat(jsonLimits.items + 1)}0]}`, 'too many items'],
    ['items in many lists', `{"a":[${'[0,0],'.repeat(jsonLimits.items)}0]}`, 'too many items'],
    ['a key twice', '{"paymentAmount":1,"paymentAmount":1}', 'duplicate key'],
    ['a key twice, once escaped', '{"paymentAmount":1,"\\u0070aymentAmount":2}', 'duplicate key'],
    ['a key twice after an object', '{"a":1,"b":{"a":[{}]},"a" \n:2}', 'duplicate key'],
    ['__proto__', '{"a":[{"__proto__":{"polluted":1}}]}', 'forbidden key'],
    ['__proto__, escaped', '{"\\u005f_proto__":{"polluted":1}}', 'forbidden key'],
    ['constructor', '{"constructor":{"prototype":{"polluted":1}}}', 'forbidden key'],
    ['prototype', '{"a":{"prototype":1}}', 'forbidden key'],
    ['an escaped NUL', '{"a":"x\\u0000"}', 'forbidden character in a string'],
    ['an escaped NUL in a key', '{"a\\u0000":"x"}', 'forbidden character in a string'],
    ['a lone high surrogate', '{"a":"\\ud83d"}', 'forbidden character in a string'],
    ['a lone low surrogate', '{"a":["\\uDE00x"]}', 'forbidden character in a string'],
    ['surrogates in the wrong order', '{"a":"\\ude00\\ud83d"}', 'forbidden character in a string'],
    ['a lone surrogate before a pair', '{"a":"\\ud83d😀"}', 'forbidden character in a string'],
    ['a number beyond the finite ones', '{"a":1e400}', 'number out of range'],
    ['a negative one', '{"a":[-1e400]}', 'number out of range'],
    ['a string without end', '{"a":"x', 'malformed string'],
    ['a broken escape', '{"a\\uZZZZ":1}', 'malformed string'],
  ])('%s', (_what, text, reason) => {
    expect(parse(text)).toEqual(refusal(reason));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('a byte order mark', () => {
    expect(parse('\ufeff{}')).toEqual(refusal('not a JSON object'));
  });

  it.each(['c0af', 'ff', 'eda080', '80', 'c3', 'f4908080'])('the bytes %s', (hex) => {
    const rawBody = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(hex, 'hex'), Buffer.from('"}')]);
    expect(parseStrictJson(rawBody)).toEqual(refusal('not UTF-8'));
  });

  it('any text with a result, never an exception', () => {
    const token = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\\u', 'a', '0', '-', 'e', ' ');
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        const text = tokens.join('');
        const parsed = parse(text);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a number', () => {
  const valueOf = (literal: string) => parse(`{"a":{"b":[${literal}]}}`);
  const kept = (value: unknown) => ({ ok: true, value: { a: { b: [value] } } });

  it.each(['0', '1', '-1', '1.5', '0.1281', '9007199254740992', '123456789012345680000', '1e+21', '5e-324', '1e-7'])(
    '%s is its value',
    (literal) => expect(valueOf(literal)).toEqual(kept(Number(literal))),
  );

  it.each(['1.50', '1e3', '1E3', '12.0', '-0', '0.0000001', '1.2810', '0e9', '1000e-3', '100000000000000000000000'])(
    '%s keeps how it is written',
    (literal) => {
      expect(valueOf(literal)).toEqual(kept(new NumberLiteral(literal)));
      expect(JSON.stringify(valueOf(literal))).toBe(JSON.stringify(kept(Number(literal))));
    },
  );

  it.each([
    '20210118190501115401',
    '9007199254740993',
    '-9007199254740993',
    '0.12345678901234567891',
    '1234567890123456768',
    '1e-400',
    '0.1e-400',
    '12345678901234567.8',
    '1.7976931348623157000001e308',
    '1000000000000000000001',
  ])('%s is refused, as a double cannot hold it', (literal) => {
    expect(valueOf(literal)).toEqual(refusal('number with too many digits'));
  });

  it('that a double cannot hold keeps how it is written where nothing is kept of it', () => {
    const parsed = parseStrictJson(Buffer.from('{"a":20210118190501115401}'), { mustBeExact: false });
    expect(parsed).toEqual({ ok: true, value: { a: new NumberLiteral('20210118190501115401') } });
  });

  it.each(['{1.50:2}', '{"a":1,1.50 :2}', '{"a":1.50 1.50}', '{"a":-"1.50"}', '{"a":.1.50}', '{"a":1.50.}'])(
    'makes no JSON of %s',
    (text) => expect(parse(text).ok).toBe(false),
  );

  it('is never taken from a text that looks like one of ours', () => {
    expect(parse('{"a":"\\u00001.50"}')).toEqual(refusal('forbidden character in a string'));
    expect(parse('{"a":"\\\\u00001.50","b":1.50}')).toMatchObject({ ok: true, value: { a: '\\u00001.50' } });
  });
});

describe('parseStrictJson in 64 KiB', () => {
  const fill = (piece: string, open: string, close: string) =>
    open + piece.repeat(Math.floor((65_536 - open.length - close.length) / piece.length)) + close;

  /** The best of several runs: a machine under load is not what is measured. */
  const bestMs = (text: string) => {
    const rawBody = Buffer.from(text);
    const runs = Array.from({ length: 20 }, () => {
      const startedAt = performance.now();
      parseStrictJson(rawBody);
      return performance.now() - startedAt;
    });
    return Math.min(...runs);
  };

  it.each([
    ['one string', fill('a', '{"a":"', '"}')],
    ['escapes', fill('\\u0041', '{"a":"', '"}')],
    ['short strings', fill('"\\u0041",', '{"a":[', '1]}')],
    ['pairs of surrogates', fill('"\\ud83d\\ude00",', '{"a":[', '1]}')],
    ['numbers', fill('1,', '{"a":[', '1]}')],
    ['backslashes', fill('\\\\', '{"a":"', '"}')],
    ['a string that does not end', fill('\\"', '{"a":"', '')],
    ['spaces after a string', fill(' ', '{"a"', ':1}')],
  ])('takes at most 30 ms: %s', (_what, text) => {
    expect(bestMs(text)).toBeLessThan(30);
  });

  it.each([fill('[', '', ''), fill('{"a":', '', ''), fill('[', '{"a":', '')])(
    'refuses depth without RangeError',
    (text) => {
      expect(parse(text)).toEqual(refusal('nested too deep'));
      expect(bestMs(text)).toBeLessThan(30);
    },
  );

  it.each([
    ['one string', '{"a":"', 'a', '"}'],
    ['escapes', '{"a":"', '\\"\\\\', '"}'],
    ['long names', '{', `"${'k'.repeat(1_000)}":1,`, '"a":1}'],
    ['spaces', '{"a"', ' ', ':1}'],
    ['digits', '{"a":0.', '0', '}'],
    ['one after another', '{"a":[', '1.50,', '1]}'],
    ['depth', '', '{"a":', ''],
  ])('takes at most 500 ms for 1 MiB of %s', (_what, open, piece, close) => {
    expect(bestMs(open + piece.repeat(Math.floor((1_048_576 - open.length) / piece.length)) + close)).toBeLessThan(500);
  });

  it('refuses 32,000 levels at once', () => {
    const text = nested(32_000);
    expect(parse(text)).toEqual(refusal('nested too deep'));
    expect(bestMs(text)).toBeLessThan(50);
  });

  it('refuses 10,000 keys', () => {
    expect(parse(JSON.stringify(keys(10_000)))).toEqual(refusal('too many keys'));
  });
});
