import { Money } from '@wallet/money';
import { defaultTemplates, messageText, sanitiseName } from './message-text';

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

describe('sanitiseName', () => {
  it.each([
    ['line breaks', 'Shop\r\nYour code: 1\u2028x\u0085y', 'Shop Your code: 1 x y'],
    ['control characters', 'Sh\u0000op\u001b[31m', 'Sh op [31m'],
    ['directional overrides', '\u202eSho\u2066p\u2069\u200f', 'Shop'],
    ['zero-width and invisible characters', 'S\u200bh\u200do\ufeffp\u00ad\u3164\u{e0041}', 'Shop'],
    ['lone surrogates and private characters', 'Sh\ud800op\ue000', 'Shop'],
    ['runs of spaces', '  Corner \t  Shop ', 'Corner Shop'],
    ['other scripts (kept)', '茶記 Café ☕', '茶記 Café ☕'],
  ])('cleans %s', (_what, rawName, clean) => {
    expect(sanitiseName(rawName)).toBe(clean);
  });

  it('is at most 40 characters long', () => {
    expect(sanitiseName('𝕏'.repeat(256))).toBe('𝕏'.repeat(39) + '…');
    expect(sanitiseName('x'.repeat(40))).toBe('x'.repeat(40));
  });

  it('is never empty', () => {
    expect(sanitiseName('\u200b\r\n')).toBe('the merchant');
  });
});
