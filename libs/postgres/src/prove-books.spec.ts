import { runChecks, type BookCheck } from './prove-books';

const checks: BookCheck[] = [
  { id: 'I1', name: 'nothing is wrong', sql: 'select 1' },
  { id: 'I2', name: 'everything is wrong', sql: 'select 2' },
];

describe('running checks', () => {
  it('says how many rows break one, and shows them without the count', async () => {
    const asked: string[] = [];
    const rows = [
      { breaking_rows: '7', id: 'a' },
      { breaking_rows: '7', id: 'b' },
    ];
    const results = await runChecks(checks, (sql) => {
      asked.push(sql);
      return Promise.resolve(sql.includes('select 2') ? rows : []);
    });
    expect(asked.every((sql) => sql.endsWith('limit 3'))).toBe(true);
    expect(results).toEqual([
      { id: 'I1', name: 'nothing is wrong', status: 'ok' },
      { id: 'I2', name: 'everything is wrong', status: 'broken', detail: '7 rows', rows: [{ id: 'a' }, { id: 'b' }] },
    ]);
  });

  it('ends when one cannot be asked', async () => {
    await expect(runChecks(checks, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  });
});
