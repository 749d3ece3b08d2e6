import { CommitWatch } from './lost-commit';

const message = (type: string, ...texts: string[]) => {
  const body = Buffer.from(texts.map((each) => `${each}\0`).join(''));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const simple = (sql: string) => message('Q', sql);
const bind = message('B', '', 'name', '');
const parse = (sql: string) => Buffer.concat([message('P', 'name', sql, ''), bind, message('S')]);
const startup = Buffer.concat([Buffer.from([0, 0, 0, 12, 0, 3, 0, 0]), Buffer.from('u\0b\0')]);
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const answer = message('C', 'COMMIT');

function watching(containing?: string) {
  const watch = new CommitWatch();
  const trap = { left: 1, ...(containing && { containing }) };
  watch.fromClient(Buffer.concat([sslRequest, startup]), trap);
  return (...chunks: Buffer[]) => {
    for (const chunk of chunks) watch.fromClient(chunk, trap);
    return watch.isAnswer(answer);
  };
}

describe('the watch for a COMMIT', () => {
  it.each([
    ['simple queries', simple],
    ['the extended protocol', parse],
  ])('knows the answer to one that wrote, in %s', (_, statement) => {
    const seen = watching();
    expect(seen(statement('START TRANSACTION'), statement('INSERT INTO a VALUES (1)'))).toBe(false);
    expect(seen(statement('COMMIT'))).toBe(true);
  });

  it('reads statements however they are cut', () => {
    const seen = watching();
    const bytes = Buffer.concat([simple('begin'), parse('update a set b = 1'), simple('commit;')]);
    expect(seen(...[...bytes].map((byte) => Buffer.from([byte])))).toBe(true);
  });

  it('leaves alone what only read, and what wrote in an earlier transaction', () => {
    const seen = watching();
    expect(seen(simple('begin'), simple('select 1'), simple('commit'))).toBe(false);
    expect(seen(simple('begin'), simple('delete from a'), simple('rollback'))).toBe(false);
    expect(seen(simple('begin'), simple('commit'))).toBe(false);
  });

  it('knows a statement that was prepared in an earlier transaction', () => {
    const seen = watching();
    expect(seen(simple('begin'), parse('insert into a values ($1)'), simple('rollback'))).toBe(false);
    expect(seen(simple('begin'), bind, simple('commit'))).toBe(true);
  });

  it('can wait for a certain statement', () => {
    const seen = watching('INSERT INTO payments.ledger_entry');
    expect(seen(simple('begin'), simple('insert into payments.outbox'), simple('commit'))).toBe(false);
    expect(seen(simple('begin'), parse('insert into payments.ledger_entry values ($1)'), simple('commit'))).toBe(true);
  });

  it.each([
    ['Kafka', Buffer.from([0, 0, 0, 5, 0, 18, 0, 3, 0])],
    ['Redis', Buffer.from('*1\r\n$4\r\nPING\r\n')],
  ])('sees nothing in what a client of %s says', (_, bytes) => {
    const watch = new CommitWatch();
    for (const chunk of [bytes, startup, simple('begin'), simple('delete from a'), simple('commit')])
      watch.fromClient(chunk, { left: 1 });
    expect(watch.isAnswer(answer)).toBe(false);
  });
});
