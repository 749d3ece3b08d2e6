import { CodeBook } from './code-book';
import { packCodeRules, unpackCodeRules } from './packed-code-rules';

const rule = (regex: string) => ({
  codeMatchPattern: { matchMethod: 'REGEX', regex },
  postCodeMatchAction: { postCodeMatchActionType: 'DECODE' },
});
const kept = (revision: number, document?: string) => ({
  revision,
  version: `v${revision}`,
  pulledAt: '2026-01-01T00:00:00Z',
  document,
});
const good = packCodeRules([rule('^281')]);
const entries = [{ list: 'local' as const, pattern: '{"matchMethod":"PREFIX","prefix":"W-"}' }];
const lists = { revision: 1, entries };

it('serves one revision of each, and asks for later ones', () => {
  const book = new CodeBook();
  expect([book.inUse, book.revisions, book.pulledAt]).toEqual([undefined, {}, undefined]);
  expect(book.take(kept(1, good), lists)).toEqual([]);
  expect([book.version, book.revisions]).toEqual(['v1', { rulesRevision: 1, listsRevision: 1 }]);
  expect(book.take({ ...kept(1), pulledAt: '2026-01-02T00:00:00Z' }, { revision: 1 })).toEqual([]);
  expect(book.pulledAt).toEqual(new Date('2026-01-02T00:00:00Z'));
  expect(book.take(kept(2, good), { revision: 2, entries: [] })).toEqual([]);
  expect(book.version).toBe('v2');
  expect(book.inUse?.lists.local('W-1')).toBe(false);
});

it.each([
  ['that was not packed here', 'e30='],
  ['that is no list', Buffer.from('{}').toString('base64')],
  ['with a rule that cannot be used', packCodeRules([rule('^281'), rule('(a)\\1')])],
])('keeps its rules when it is given a document %s', (_, document) => {
  const book = new CodeBook();
  book.take(kept(1, good), lists);
  const { inUse } = book;
  expect(book.take(kept(2, document), lists)).toMatchObject([{ what: 'rules', revision: 2 }]);
  expect(book.inUse).toEqual(inUse);
  expect(book.revisions.rulesRevision).toBe(1);
});

it('keeps its lists when one cannot be read', () => {
  const book = new CodeBook();
  book.take(kept(1, good), lists);
  const later = [...entries, { list: 'block' as const, pattern: '{"matchMethod":"OF_A_LATER_RELEASE"}' }];
  expect(book.take(kept(1), { revision: 2, entries: later })).toMatchObject([{ what: 'lists', revision: 2 }]);
  expect(book.inUse?.lists.local('W-1')).toBe(true);
  expect(book.revisions.listsRevision).toBe(1);
});

it('packs rules so that they are small, and unpacks no more than can be rules', () => {
  const many = Array.from({ length: 400 }, (_, index) => rule(`^281${index}`));
  const document = packCodeRules(many);
  expect(document.length).toBeLessThan(JSON.stringify(many).length / 5);
  expect(unpackCodeRules(document)).toEqual(many);
  expect(unpackCodeRules(packCodeRules([' '.repeat(3_000_000)]))).toBeUndefined();
});
