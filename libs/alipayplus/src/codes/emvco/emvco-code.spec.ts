import { emvcoText } from '../testing/emvco-text';
import { crc16 } from './crc';
import { parseEmvcoCode } from './emvco-code';

const code = emvcoText({
  '01': '12',
  '26': { '00': 'com.alipay', '01': '7' },
  '27': 'no objects',
  '52': '5812',
  '54': '12.50',
  '58': 'JP',
  '59': '東京ラーメン',
});

it('computes the checksum of the standard', () => {
  expect(crc16(Buffer.from('123456789'))).toBe('29B1');
});

it('reads root objects and templates', () => {
  const parsed = parseEmvcoCode(code);
  expect(parsed?.root.get('59')).toBe('東京ラーメン');
  expect(parsed?.templates).toEqual([
    new Map([
      ['00', 'com.alipay'],
      ['01', '7'],
    ]),
  ]);
});

it('reads lengths that count bytes', () => {
  const body = `00020126140010com.alipay5908${Buffer.from('ラX円X').length === 8 ? 'ラX円X' : ''}6304`;
  expect(parseEmvcoCode(body + crc16(Buffer.from(body)))?.root.get('59')).toBe('ラX円X');
});

it('takes a checksum in small letters, and an empty value as absent', () => {
  const body = '00020154005802JP6304';
  expect(parseEmvcoCode(body + crc16(Buffer.from(body)).toLowerCase())?.root).toEqual(
    new Map([
      ['00', '01'],
      ['58', 'JP'],
      ['63', crc16(Buffer.from(body)).toLowerCase()],
    ]),
  );
});

const signed = (body: string) => `${body}6304${crc16(Buffer.from(`${body}6304`))}`;

it.each([
  ['another payload format', signed('000202')],
  ['a length beyond the end', signed('0002015899JP')],
  ['a length that is no number', signed('00020158 2JP')],
  ['a tag that comes twice', signed('0002015802JP5802JP')],
  ['no checksum', '0002015802JP'],
  ['something behind the checksum', `${signed('0002015802JP')}5902AB`],
  ['a checksum within a value', signed('0002015920AB')],
  ['more than a QR code holds', signed(`000201${'8099'.concat('x'.repeat(99)).repeat(50)}`)],
])('refuses %s', (_, text) => {
  expect(parseEmvcoCode(text)).toBeUndefined();
});

/** The numbers of mulberry32: the same in every run, and cheap. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

it('survives 100,000 damaged codes, none of which is read with a wrong checksum', () => {
  const below = numbers(20_251_130);
  const characters = [...'0123456789', ...'aZ@.', '円', '\u0000', '\uD800'];
  for (let run = 0; run < 100_000; run += 1) {
    const at = below(code.length);
    const damaged = code.slice(0, at) + characters[below(characters.length)]! + code.slice(at + below(3));
    const body = damaged.slice(0, -4);
    const text = below(2) === 0 ? damaged : body + crc16(Buffer.from(body));
    const stated = parseEmvcoCode(text)?.root.get('63');
    if (stated !== undefined) expect(stated.toUpperCase()).toBe(crc16(Buffer.from(text.slice(0, -4))));
  }
});
