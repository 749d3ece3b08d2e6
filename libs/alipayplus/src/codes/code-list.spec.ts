import { compileCodeList } from './code-list';
import { emvcoText } from './testing/emvco-text';

const listOf = (...patterns: unknown[]) => {
  const list = compileCodeList(patterns);
  if (!list.ok) throw new Error(list.reason);
  return list.value;
};
const prefix = (text: string) => ({ matchMethod: 'PREFIX', prefix: text });
const regex = (text: string) => ({ matchMethod: 'REGEX', regex: text });
const emvco = (...emvMatchRules: object[]) => ({ matchMethod: 'EMVCO', emvMatchRules });

const shop = emvcoText({ '26': { '00': 'hk.wallet', '01': 'shop-1' }, '27': { '00': 'com.other' }, '58': 'HK' });
const person = emvcoText({ '26': { '00': 'hk.wallet' }, '27': { '00': 'com.other', '01': 'shop-1' }, '58': 'HK' });

it.each([
  ['https://wallet.example/pay/7', true],
  ['  https://wallet.example/pay/7\n', true],
  ['HTTPS://WALLET.EXAMPLE/pay/7', false],
  ['W-0012345', true],
  ['W-12', false],
  [shop, true],
  [person, false],
  ['', false],
])('knows %j: %s', (code, isIn) => {
  const list = listOf(
    prefix('https://wallet.example/'),
    regex('^W-\\d{7}$'),
    emvco(
      { extendedMerchantTag: '00', extendedMerchantValue: 'hk.wallet' },
      { extendedMerchantTag: '01', extendedMerchantValue: 'R<^shop-\\d+$>' },
    ),
  );
  expect(list(code)).toBe(isIn);
});

it('holds nothing when it is empty', () => {
  expect(listOf()('anything')).toBe(false);
});

it.each<[string, unknown]>([
  ['no object', 'https://wallet.example/'],
  ['no method', { prefix: 'a' }],
  ['an unknown method', { matchMethod: 'GLOB', glob: '*' }],
  ['an empty prefix', prefix('')],
  ['a back reference', regex(String.raw`(a+)\1`)],
  ['no regular expression', regex('(')],
  ['a template without a tag', emvco({ extendedMerchantValue: 'a' })],
  ['no template', emvco()],
])('is refused whole for a pattern that is %s', (_, pattern) => {
  expect(compileCodeList([prefix('a'), pattern])).toMatchObject({ ok: false });
});
