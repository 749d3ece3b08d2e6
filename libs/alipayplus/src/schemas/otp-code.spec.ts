import { parseApplyToken } from './apply-token';
import { parsePay } from './parse-pay';
import { parseVerifyOtp } from './verify-otp';

const parties = { acquirerId: '1', pspId: '2' };
const verification = (otpCode: unknown) => ({ otpVerification: { otpCode, verifyRequestId: 'v-1' } });
const flags = { paymentFactor: { isVerificationAndPay: 'true' } };
const grant = { ...parties, authClientId: '3', authCode: 'c', grantType: 'VERIFICATION_CODE' };

/** Each call in which a user's typing comes, and the code that was read of it. */
const calls = {
  pay: (otpCode: unknown) => parsePay({ ...parties, ...flags, paymentRequestId: 'p', ...verification(otpCode) }),
  applyToken: (otpCode: unknown) => parseApplyToken({ ...grant, ...verification(otpCode) }),
  verifyOTP: (otpCode: unknown) =>
    parseVerifyOtp({ ...parties, accessToken: 't', ...verification(otpCode).otpVerification }),
};

/** `no code`, or why the call was refused. */
function readIn(call: keyof typeof calls, otpCode: unknown): string {
  const parsed = calls[call](otpCode);
  if (!parsed.ok) return `${parsed.code} ${parsed.field} ${parsed.reason}`;
  const read = (parsed.value as Record<string, unknown>)['otpVerification'] ?? parsed.value;
  return (read as { otpCode: string | undefined }).otpCode ?? 'no code';
}

const spaces = '\t\n\v\f\r \x1c\x1f\x85\xa0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000';
const invisible =
  '\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u3164\ufe0f\ufeff';

describe.each(Object.keys(calls) as (keyof typeof calls)[])('a code typed for %s', (call) => {
  it.each([
    '123456',
    '123456\n',
    '123456\r\n',
    ' 123 456 ',
    '1\t2\u30003\u00a04\u200b5\ufeff6',
    '１２３４５６',
    '１２３\u3000４５６',
    '12３45６',
    '١٢٣٤٥٦',
    '۱۲۳۴۵۶',
    '\u200f١٢٣٤٥٦\u200e',
    '१२३४५६',
    '๑๒๓๔๕๖',
    '𝟏𝟐𝟑𝟒𝟓𝟔',
    '𝟭𝟮𝟛𝟜𝟻𝟼',
    123456,
  ])('%j is 123456', (otpCode) => {
    expect(readIn(call, otpCode)).toBe('123456');
  });

  it.each([...(spaces + invisible)])('a code with %j around and inside is the code', (blank) => {
    expect(readIn(call, `${blank}012${blank}${blank}345${blank}`)).toBe('012345');
  });

  it.each([
    '',
    ' ',
    '\u200b\n',
    '123',
    '1234567890123',
    'ABC123456',
    '12345a',
    '-12345',
    '+123456',
    '123,456',
    '１２３４５a',
  ])('%j is no code', (otpCode) => {
    expect(readIn(call, otpCode)).toBe('no code');
  });

  it.each([
    '0x1e240',
    '1e5',
    '①②③④⑤⑥',
    '²²²²²²',
    '一二三四五六',
    '９'.repeat(1_000_000),
    `${' '.repeat(300)}123456`,
    -12345,
    0,
    123,
  ])('%j is none either', (otpCode) => {
    expect(readIn(call, otpCode)).toBe('no code');
  });

  it.each([[['123456']], [{ code: '123456' }], [{}], [null], [true], [1234.5], [1e21]])('%j is no text', (otpCode) => {
    expect(readIn(call, otpCode)).toMatch(/^PARAM_ILLEGAL (otpVerification\.)?otpCode must be text$/);
  });

  it('it must come', () => {
    expect(readIn(call, undefined)).toMatch(/^PARAM_ILLEGAL (otpVerification\.)?otpCode is missing$/);
  });

  it('may have 4 to 12 digits: how many is for the maker of codes to know', () => {
    for (const otpCode of ['0000', '012345678901']) expect(readIn(call, otpCode)).toBe(otpCode);
  });
});

/** Those of Unicode's decimal digits; the others count otherwise, such as Chinese numerals or algebra. */
const numbering = Intl.supportedValuesOf('numberingSystem')
  .map((system) => [system, new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(9876543210)])
  .filter((row): row is [string, string] => /^\p{Nd}{10}$/u.test(row[1]!));

it('reads the decimal digits of every script', () => {
  expect(numbering.length).toBeGreaterThan(60);
  const read = numbering.map(([system, digits]) => [system, readIn('pay', digits)]);
  expect(read).toEqual(numbering.map(([system]) => [system, '9876543210']));
});
