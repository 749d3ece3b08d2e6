import { CodeBook } from './code-book';
import { IdentifyCode, type CodeFilter } from './identify-code';
import { packCodeRules } from './packed-code-rules';

const prefixRule = (prefix: string, postCodeMatchAction: object) => ({
  codeMatchPattern: { matchMethod: 'PREFIX', prefix },
  postCodeMatchAction,
});
const codeRules = [
  prefixRule('281', { postCodeMatchActionType: 'DECODE' }),
  prefixRule('https://entry.example/', { postCodeMatchActionType: 'OPEN_URL', userAgent: 'AlipayConnect' }),
];
const entry = (list: 'allow' | 'block' | 'local', prefix: string) => ({
  list,
  pattern: JSON.stringify({ matchMethod: 'PREFIX', prefix }),
});
const entries = [
  entry('local', '281-local'),
  entry('local', '281-both'),
  entry('allow', '281-allow'),
  entry('block', '281-block'),
  entry('block', '281-both'),
];
const rules = { revision: 1, version: '1', pulledAt: '2026-01-01T00:00:00Z', document: packCodeRules(codeRules) };

function identifying(filter: CodeFilter) {
  const book = new CodeBook();
  expect(book.take(rules, { revision: 1, entries })).toEqual([]);
  return new IdentifyCode(book, filter);
}

it.each<[CodeFilter, string, object]>([
  ['allow', '281-local-1', { action: 'LOCAL' }],
  ['allow', '281-allow-1', { action: 'LOCAL' }],
  ['allow', '281-both-1', { action: 'LOCAL' }],
  ['allow', '281-block-1', { action: 'DECODE', codeValue: '281-block-1' }],
  ['block', '281-block-1', { action: 'REJECT' }],
  ['block', '281-both-1', { action: 'REJECT' }],
  ['block', '281-local-1', { action: 'LOCAL' }],
  ['block', ' 281-local-1\n', { action: 'LOCAL' }],
  ['block', '281-allow-1', { action: 'DECODE', codeValue: '281-allow-1' }],
  ['block', ' 281-other ', { action: 'DECODE', codeValue: '281-other' }],
  [
    'block',
    'https://entry.example/7',
    {
      action: 'OPEN_URL',
      redirectUrl: 'https://entry.example/7',
      userAgent: 'AlipayConnect',
      acDecodeConfig: '',
    },
  ],
  ['block', 'nobody knows this', { action: 'UNSUPPORTED' }],
  ['block', ' ', { action: 'UNSUPPORTED' }],
  ['block', '281'.padEnd(8_193, '0'), { action: 'UNSUPPORTED' }],
])('with the %s list, %j is %j', (filter, code, expected) => {
  expect(identifying(filter).execute(code)).toEqual(expected);
});

it.each([
  ['rules', undefined, { revision: 1, entries }],
  ['lists', rules, { revision: 1 }],
] as const)('says nothing without %s, also not of its own codes', (_, kept, lists) => {
  const book = new CodeBook();
  book.take(kept, lists);
  expect(new IdentifyCode(book, 'block').execute('281-local-1')).toBe('unavailable');
});
