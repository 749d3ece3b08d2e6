import fc from 'fast-check';
import { compileCodeRules } from './code-rules';
import { identifyCode, longestScannedCode } from './identify-code';
import { emvcoText, type EmvcoObjects } from './testing/emvco-text';
import { decodePrefixes, entryPrefixes, exampleRules } from './testing/example-rules';

const rules = compileCodeRules(exampleRules);
const identify = (code: string) => identifyCode(rules, code);

const v3 =
  'HTTPS://QR.SAMPLEDOMAIN.COM/MPM/3/R1BMRDA5NVBMVlMwMDIwMUNEU0QwMzMwMTE0U0FNUExFUExBVEZPUk0wMjExU0FNUExFTUVSSURDSVJEMDM5MDExMlNBTVBMRUlTU1VFUjAyMDIxMjAzMTNNSU5JUFJPR1JBTUlE';

const shop: EmvcoObjects = { '52': '5812', '53': '702', '58': 'SG', '59': 'TOKYO RAMEN', '60': 'SINGAPORE' };
const malaysia: EmvcoObjects = {
  ...shop,
  '53': '458',
  '58': 'MY',
  '26': { '00': 'A0000006150001', '01': '890053', '02': 'MBBQR1' },
};
const khmer: EmvcoObjects = { ...shop, '53': '116', '58': 'KH', '29': { '00': 'shop@upay' } };
const nepal: EmvcoObjects = { ...shop, '53': '524', '58': 'NP' };
const constructed = (code: string, issuer: string) =>
  `https://entry.example/page?codeValue=${encodeURIComponent(code)}&issuer=${issuer}`;

it('uses every rule of the set', () => {
  expect(rules).toMatchObject({ version: 'own_rules_1', unusable: [] });
});

it.each<[string, string]>([
  ...decodePrefixes
    .filter((prefix) => !prefix.includes('/MPM/3/'))
    .map((prefix): [string, string] => [prefix, `${prefix}Z1WJ1kpBg7QoFo`]),
  ['an order code of version 3', v3],
  ['com.alipay', emvcoText({ ...shop, '26': { '00': 'com.alipay', '01': '7' } })],
  [
    'com.alipay beside com.grab',
    emvcoText({ ...shop, '01': '11', '26': { '00': 'com.grab' }, '27': { '00': 'com.alipay' } }),
  ],
  ['a dynamic code of com.grab', emvcoText({ ...shop, '01': '12', '30': { '00': 'com.grab' }, '54': '12.50' })],
  [
    'A900… with an order code',
    emvcoText({ ...shop, '28': { '00': 'A900000000000000', '02': 'CsB', '03': '28166604x' } }),
  ],
  ['DuitNow with an amount', emvcoText({ ...malaysia, '54': '10.00' })],
  ['Cambodia with an amount', emvcoText({ ...khmer, '54': '4000' })],
  ['Nepal, of a bank', emvcoText({ ...nepal, '26': { '00': 'NCHL12345678abc' }, '54': '100' })],
  ['Nepal, a primitive account', emvcoText({ ...nepal, '15': '1234567890', '54': '100' })],
  ['a name in another script', emvcoText({ ...shop, '26': { '00': 'com.alipay' }, '59': '東京ラーメン🍜' })],
])('decodes %s', (_, code) => {
  const identified = { isSupported: true, postCodeMatchActionType: 'DECODE', codeValue: code };
  expect(identify(code)).toEqual(identified);
  expect(identify(`\u{FEFF} ${code}\r\n`)).toEqual(identified);
});

it.each<[string, string, string, string?]>([
  ...entryPrefixes.map((prefix): [string, string, string] => [prefix, `${prefix}?s=1`, `${prefix}?s=1`]),
  [
    'a web page in an EMVCo code',
    emvcoText({ ...shop, '28': { '00': 'A900000000000000', '02': 'CsB', '03': 'http://shop.example/7' } }),
    'http://shop.example/7',
    '-',
  ],
  ...[
    ['DuitNow without an amount', emvcoText(malaysia), 'duitnow'],
    ['Cambodia without an amount', emvcoText(khmer), 'kh'],
    ['Cambodia in dollars', emvcoText({ ...khmer, '53': '840', '54': '1.00' }), 'any-kh'],
    ['Nepal with an amount of 0', emvcoText({ ...nepal, '15': '1234567890', '54': '0' }), 'np'],
    ['a static code of com.grab', emvcoText({ ...shop, '01': '11', '30': { '00': 'com.grab' } }), 'grab'],
    ['WeChat', 'wxp://f2f0abc?x=1&y=2', 'not-supported'],
  ].map(([name = '', code = '', issuer = '']): [string, string, string] => [name, code, constructed(code, issuer)]),
])('opens the page of %s', (_, code, redirectUrl, userAgent = 'AlipayConnect') => {
  expect(identify(code)).toEqual({
    isSupported: true,
    postCodeMatchActionType: 'OPEN_URL',
    redirectUrl,
    userAgent,
    acDecodeConfig: '',
  });
});

const alipay = emvcoText({ ...shop, '26': { '00': 'com.alipay' } });

it.each([
  ['nothing', ''],
  ['white space', ' \n'],
  ['any text', 'hello, world'],
  ['a prefix in other letters', 'cn_order_1'],
  ['DuitNow of a person', emvcoText({ ...malaysia, '52': '0000', '54': '10.00' })],
  [
    'DuitNow of a bank that is not listed',
    emvcoText({ ...malaysia, '26': { '00': 'A0000006150001', '01': '111111' } }),
  ],
  [
    'conditions that two templates meet between them',
    emvcoText({ ...shop, '28': { '00': 'A900000000000000', '02': 'CsB' }, '29': { '03': '28166604x' } }),
  ],
  [
    'a scheme that is no web page',
    emvcoText({ ...shop, '28': { '00': 'A900000000000000', '02': 'CsB', '03': 'http:x' } }),
  ],
  ['a page with a line break', `${entryPrefixes[0]}a\nb`],
  ['a bank that the look-ahead excludes', emvcoText({ ...nepal, '26': { '00': 'NCHL00000000abc' }, '54': '100' })],
  ['another country', emvcoText({ ...shop, '58': 'TH', '26': { '00': 'SG.ALIPAY.PLUS' } })],
  ['a wrong checksum', `${alipay.slice(0, -4)}${alipay.endsWith('0000') ? '1111' : '0000'}`],
  ['a damaged code of version 3', v3.slice(0, -8)],
  ['more than may be asked', `28166604${'x'.repeat(longestScannedCode)}`],
])('does not support %s', (_, code) => {
  expect(identify(code)).toEqual({ isSupported: false });
});

it('finds what any prefix of the rules begins, whatever follows', () => {
  const tail = fc.string({ maxLength: 200, unit: fc.constantFrom(...'abcXYZ0189-_.~') });
  const prefixes = decodePrefixes.filter((prefix) => !prefix.includes('/MPM/3/'));
  fc.assert(
    fc.property(fc.constantFrom(...prefixes), tail, (prefix, rest) => {
      const code = prefix + rest;
      expect(identify(code)).toMatchObject({ postCodeMatchActionType: 'DECODE', codeValue: code });
    }),
    { numRuns: 200 },
  );
});

it('decides by the amount and the kind of code whatever else a code holds', () => {
  const name = fc.string({ minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(name, fc.boolean(), fc.constantFrom('564169', '890061', '890053'), (merchant, hasAmount, bank) => {
      const code = emvcoText({
        ...malaysia,
        '26': { '00': 'A0000006150001', '01': bank, '02': 'X' },
        ...(hasAmount && { '54': '1.00' }),
        '59': merchant,
      });
      expect(identify(code)).toMatchObject({ postCodeMatchActionType: hasAmount ? 'DECODE' : 'OPEN_URL' });
    }),
    { numRuns: 200 },
  );
});
