import { ChangeCodeLists } from '../../../application/codes/change-code-lists';
import { paymentsFixture, type PaymentsFixture } from '../../../../test/payments-fixture';
import { PostgresCodeBook } from './postgres-code-book';

const note = { operator: 'ops', reason: 'a test' };
const prefix = (text: string) => ({ matchMethod: 'PREFIX', prefix: text });
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

describe('the code book in Postgres', () => {
  let payments: PaymentsFixture;
  let book: PostgresCodeBook;
  let change: ChangeCodeLists;

  beforeAll(async () => {
    payments = await paymentsFixture();
    book = new PostgresCodeBook(payments.dataSource);
    change = new ChangeCodeLists(book, payments.clock);
  });
  afterAll(() => payments.stop());

  const add = async (list: 'allow' | 'block' | 'local', pattern: object) => {
    const added = await change.add({ list, pattern }, note);
    if ('refusal' in added) throw new Error(added.refusal);
    return added;
  };
  const patterns = async () => (await book.lists()).entries?.map(({ list, pattern }) => `${list} ${pattern}`);

  it('keeps the rules that were pulled last, and numbers what they say', async () => {
    expect(await book.rules()).toBeUndefined();
    const keep = (version: string, document: string, second: number) =>
      book.keep({ version, document, pulledAt: at(second) });
    await keep('v1', 'one', 1);
    expect(await book.rules()).toEqual({ revision: 1, version: 'v1', document: 'one', pulledAt: at(1) });
    await keep('v1', 'one', 3);
    expect(await book.rules(1)).toEqual({ revision: 1, version: 'v1', pulledAt: at(3) });
    await keep('v0', 'late', 2);
    expect(await book.rules(7)).toMatchObject({ revision: 1, document: 'one' });
    await keep('v2', 'one', 4);
    await keep('v2', 'two', 5);
    expect(await book.rules(2)).toEqual({ revision: 3, version: 'v2', document: 'two', pulledAt: at(5) });
  });

  it('adds once, removes once, and says each change by the revision', async () => {
    const before = await book.lists();
    const first = await add('local', prefix('W-'));
    expect(first).toMatchObject({ repeated: false, entry: { list: 'local', addedBy: 'ops', addReason: 'a test' } });
    expect(await add('local', prefix('W-'))).toEqual({ ...first, repeated: true });
    await add('block', prefix('W-'));
    const { revision } = await book.lists();
    expect(revision).toBe(before.revision + 2);
    expect(await book.lists(revision)).toEqual({ revision });
    expect(await patterns()).toEqual(['local', 'block'].map((list) => `${list} ${JSON.stringify(prefix('W-'))}`));

    const { codeId } = first.entry;
    expect(await change.remove(codeId, note)).toMatchObject({ repeated: false });
    expect(await change.remove(codeId, note)).toMatchObject({ repeated: true });
    expect(await change.remove('999', note)).toBeUndefined();
    expect((await book.lists()).revision).toBe(revision + 1);
    expect(await book.entries()).toMatchObject([{ list: 'block' }]);
    const again = await add('local', prefix('W-'));
    expect(again.entry.codeId).not.toBe(codeId);
    const kept = await payments.sql('select removed_by, remove_reason from payments.code_entry where id = $1', [
      codeId,
    ]);
    expect(kept).toEqual([{ removed_by: 'ops', remove_reason: 'a test' }]);
  });

  it('loses no change of those that come at once', async () => {
    const { revision } = await book.lists();
    const names = Array.from({ length: 12 }, (_, index) => `https://at-once-${index % 6}.example/`);
    const added = await Promise.all(names.map((name) => add('allow', prefix(name))));
    expect(new Set(added.map(({ entry }) => entry.codeId)).size).toBe(6);
    expect((await book.lists()).revision).toBe(revision + 6);
  });

  it.each<[string, object]>([
    ['a back reference', { matchMethod: 'REGEX', regex: String.raw`(a+)\1` }],
    ['a template without a tag', { matchMethod: 'EMVCO', emvMatchRules: [{ extendedMerchantValue: 'a' }] }],
  ])('refuses %s, and changes nothing', async (_, pattern) => {
    const before = await book.lists();
    expect(await change.add({ list: 'local', pattern }, note)).toMatchObject({ refusal: 'unusable' });
    expect(await book.lists()).toEqual(before);
  });

  it('takes no more than one record carries', async () => {
    const long = (index: number) => prefix(`${index}-`.padEnd(2_000, 'x'));
    const outcomes: string[] = [];
    for (let index = 0; index < 40 && !outcomes.includes('full'); index += 1) {
      const added = await change.add({ list: 'block', pattern: long(index) }, note);
      outcomes.push('refusal' in added ? added.refusal : 'added');
    }
    expect(outcomes.at(-1)).toBe('full');
    expect(outcomes.length).toBeGreaterThan(20);
  });

  it('lets the service neither delete an entry nor write it anew', async () => {
    await expect(payments.sql('delete from payments.code_entry')).rejects.toThrow('permission denied');
    await expect(payments.sql(`update payments.code_entry set pattern = '{}'`)).rejects.toThrow('permission denied');
  });
});
