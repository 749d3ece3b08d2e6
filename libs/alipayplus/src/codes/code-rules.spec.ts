import { parseStrictJson } from '../json/strict-json';
import { parseCodeRulesAnswer } from '../schemas/answers/inquiry-code-rules';
import { compileCodeRules } from './code-rules';
import { identifyCode } from './identify-code';
import { exampleRules } from './testing/example-rules';

const decode = { postCodeMatchActionType: 'DECODE' };
const withRules = (...codeRules: unknown[]) => compileCodeRules({ version: '1', codeRules });
const prefixRule = (prefix: string, rest: object = {}) => ({
  codeMatchPattern: { matchMethod: 'PREFIX', prefix, ...rest },
  postCodeMatchAction: decode,
});
const regexRule = (regex: string) => ({
  codeMatchPattern: { matchMethod: 'REGEX', regex },
  postCodeMatchAction: decode,
});

it('reads an answer as it comes over the wire, numbers and unknown fields included', () => {
  const answer = { ...exampleRules, madeUp: { later: 1 } };
  const body = parseStrictJson(Buffer.from(JSON.stringify(answer)));
  const parsed = parseCodeRulesAnswer(body.ok && body.value);
  expect(parsed.ok && compileCodeRules(parsed.value)).toMatchObject({ version: 'own_rules_1', unusable: [] });
});

it('asks rules without a priority first, then the smaller one, equal ones in their order', () => {
  const { rules } = withRules(
    { ...prefixRule('a', { priority: 19_000 }), postCodeMatchAction: { ...decode, userAgent: 'last' } },
    { ...prefixRule('a', { priority: '4000' }), postCodeMatchAction: { ...decode, userAgent: 'second' } },
    { ...prefixRule('a', { priority: 4000 }), postCodeMatchAction: { ...decode, userAgent: 'third' } },
    { ...prefixRule('a'), postCodeMatchAction: { ...decode, userAgent: 'first' } },
  );
  expect(rules.map(({ userAgent }) => userAgent)).toEqual(['first', 'second', 'third', 'last']);
});

it.each<[string, unknown]>([
  ['no object', 7],
  ['no method', { codeMatchPattern: {}, postCodeMatchAction: decode }],
  ['an unknown method', { codeMatchPattern: { matchMethod: 'GLOB', glob: '*' }, postCodeMatchAction: decode }],
  ['no prefix', prefixRule('')],
  ['an unknown action', { ...prefixRule('a'), postCodeMatchAction: { postCodeMatchActionType: 'SEND' } }],
  ['a back reference', regexRule(String.raw`(a+)\1`)],
  ['a look-behind', regexRule('(?<!a)b')],
  ['a look-ahead at no fixed place', regexRule('^a*(?!b)c')],
  ['a broken pattern', regexRule('(')],
  ['a pattern that repeats too much', regexRule('((a{1000}){1000}){1000}')],
  ['a pattern whose program is large', regexRule('(abcdefgh){900}')],
  ['a long pattern', regexRule('a'.repeat(2049))],
  ['extendInfo that is not JSON', { ...prefixRule('a'), extendInfo: '{' }],
  [
    'a condition that cannot be judged',
    { ...prefixRule('a'), extendInfo: JSON.stringify({ matchPattern: '{"countryCode":"N<MAYBE>"}' }) },
  ],
  [
    'a page that is no web page',
    {
      ...prefixRule('a'),
      postCodeMatchAction: {
        postCodeMatchActionType: 'OPEN_URL',
        urlConstructionMethod: 'CONSTRUCT_DYNAMIC_URL',
        dynamicUrlExpression: 'javascript:alert(${codeValue})',
      },
    },
  ],
  [
    'a tag that is none',
    {
      ...prefixRule('a'),
      postCodeMatchAction: {
        postCodeMatchActionType: 'OPEN_URL',
        urlConstructionMethod: 'EXTRACT_URL_FROM_EMVCODE',
        emvUrlTag: 'somewhere',
      },
    },
  ],
])('leaves out a rule with %s, names it and uses the others', (_, broken) => {
  const compiled = withRules(prefixRule('b'), broken, prefixRule('c'));
  expect(compiled.unusable.map(({ index }) => index)).toEqual([1]);
  expect(compiled.unusable[0]?.reason).toMatch(/\S/);
  expect(identifyCode(compiled, 'c1').isSupported).toBe(true);
});

/** An engine that tries every way would not end. */
it.each(['(a+)+$', '^(a|a)*$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$'])('ends with the pattern %s', (pattern) => {
  expect(identifyCode(withRules(regexRule(pattern)), `${'a'.repeat(8000)}!`)).toEqual({ isSupported: false });
});
