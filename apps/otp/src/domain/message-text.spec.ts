import { Money } from '@wallet/money';
import { defaultTemplates, messageText } from './message-text';
import { fitsOneSegment, isGsm7 } from './sms-encoding';

const values = {
  code: '004711',
  amount: Money.of('HKD', 12050n),
  rawMerchantName: 'Corner Shop',
  lifeMs: 300_000,
};

describe('messageText', () => {
  it('names the amount, the merchant, the code and its life', () => {
    expect(messageText(defaultTemplates.order, values)).toBe(
      '004711 is your code to pay HKD 120.50 to Corner Shop. Valid for 5 minutes. Never share it.',
    );
  });

  it('of an authCode names the client, and of an access token only the code and its life', () => {
    const { code, lifeMs } = values;
    expect(messageText(defaultTemplates['auth-code'], { code, lifeMs, rawClientName: 'Stream\r\ning\u202e' })).toBe(
      '004711 is your code to link your wallet with Stream ing. Valid for 5 minutes. Never share it.',
    );
    expect(messageText(defaultTemplates['access-token'], { code, lifeMs })).toBe(
      '004711 is your verification code. Valid for 5 minutes. Never share it.',
    );
  });

  it.each([
    [119_999, '119 seconds'],
    [120_000, '2 minutes'],
    [1_500, '1 second'],
    [3, '1 second'],
  ])('writes a life of %i ms as %s', (lifeMs, text) => {
    expect(messageText('{code} {life}', { ...values, lifeMs })).toBe(`004711 ${text}`);
  });

  it('fills the template once: a merchant cannot call for the code', () => {
    expect(messageText('{merchant}', { ...values, rawMerchantName: '{code}{amount}$&' })).toBe('{code}{amount}$&');
  });

  it('leaves names alone that its subject does not have', () => {
    const { code, lifeMs } = values;
    expect(messageText('{toString} {amount} {code}', { code, lifeMs })).toBe('{toString} {amount} 004711');
  });
});

const nameIn = (template: string, rawMerchantName: string) => messageText(template, { ...values, rawMerchantName });

describe('a name', () => {
  it.each([
    ['line breaks', 'Shop\r\nYour code: 1\u2028x\u0085y', 'Shop Your code: 1 x y'],
    ['control characters', 'Sh\u0000op\u001b[31m', 'Sh op [31m'],
    ['directional overrides', '\u202eSho\u2066p\u2069\u200f', 'Shop'],
    ['zero-width and invisible characters', 'S\u200bh\u200do\ufeffp\u00ad\u3164\u{e0041}', 'Shop'],
    ['lone surrogates and private characters', 'Sh\ud800op\ue000', 'Shop'],
    ['runs of spaces', '  Corner \t \u00a0\u3000 Shop ', 'Corner Shop'],
    ['decomposed accents', 'Cafe\u0301', 'Café'],
    ['typographic marks', 'Tim’s “Café” – 24 h…', 'Tim\'s "Café" - 24 h...'],
    ['other scripts (kept, with their marks)', '茶記 “Café” ☕…', '茶記 “Café” ☕…'],
    ['letters that the alphabet has not (kept)', 'Crème Brûlée’s', 'Crème Brûlée’s'],
  ])('is cleaned of %s', (_what, rawName, clean) => {
    expect(nameIn('{merchant}', rawName)).toBe(clean);
  });

  it.each([
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), 'x'.repeat(37) + '...'],
    [`${'x'.repeat(36)} ${'y'.repeat(40)}`, 'x'.repeat(36) + '...'],
    ['x'.repeat(38) + '茶'.repeat(9), 'x'.repeat(37) + '...'],
    ['茶'.repeat(41), '茶'.repeat(39) + '…'],
    ['𝕏'.repeat(256), '𝕏'.repeat(34) + '…'],
  ])('%s is at most 40 characters long, and cut with a mark of its alphabet', (rawName, cut) => {
    expect(nameIn('{merchant}', rawName)).toBe(cut);
  });

  it('is never empty', () => {
    expect(nameIn('{merchant}', '\u200b\r\n')).toBe('the merchant');
  });
});

describe('the length of a message', () => {
  it.each([
    ['a long name', 'Grand Emporium of the Eastern Islands and Harbours'],
    ['a long name with typographic marks', 'The “Emporium” – Tim’s and Tom’s, since 1881…'],
    ['characters that count twice', '[€uro~Shop] {and} |all| ^its^ \\branches\\ [€]'],
    ['accents of the alphabet', 'Ñandu Größe Ærøskøbing Åland àèìòù ÄÖÜ é and more'],
  ])('stays in the GSM alphabet and in one segment with %s', (_what, rawName) => {
    const { code, lifeMs } = values;
    const amount = Money.of('IDR', 99_999_999_999_900n);
    for (const text of [
      messageText(defaultTemplates.order, { ...values, amount, rawMerchantName: rawName }),
      messageText(defaultTemplates['auth-code'], { code, lifeMs, rawClientName: rawName }),
    ]) {
      expect([text, isGsm7(text), fitsOneSegment(text)]).toEqual([text, true, true]);
    }
  });

  it.each([
    ['a long template', `${'x'.repeat(130)} {code} {merchant}`, 'y'.repeat(60), `${'y'.repeat(19)}...`],
    ['what counts twice', `${'x'.repeat(130)} {code} {merchant}`, '['.repeat(60), `${'['.repeat(9)}...`],
    [
      'another script',
      '{code} {amount} 付款至 {merchant}。五分鐘內有效，切勿外洩。',
      '茶'.repeat(60),
      `${'茶'.repeat(34)}…`,
    ],
    ['pairs of units', '{code} {amount} {merchant}', '😀'.repeat(60), `${'😀'.repeat(25)}…`],
  ])('is one segment by a shorter name: %s', (_what, template, rawName, name) => {
    const text = nameIn(template, rawName);
    expect(text).toContain(`${name}`);
    expect(text).not.toContain(Array.from(name)[0]! + name);
    expect(fitsOneSegment(text)).toBe(true);
  });

  it('is more than one segment rather than a name of a few characters', () => {
    const text = nameIn(defaultTemplates.order, '茶'.repeat(60));
    expect(text).toContain(` to ${'茶'.repeat(39)}….`);
    expect(nameIn(`${'x'.repeat(150)} {code} {merchant}`, 'y'.repeat(60))).toContain(` ${'y'.repeat(37)}...`);
  });
});
