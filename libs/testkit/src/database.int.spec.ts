import { Client } from 'pg';
import { testAdminUrl } from './addresses';
import { testDatabase } from './database';

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<object>(sql).finally(() => client.end());
  return rows;
}

describe('a test database', () => {
  const name = `testkit_${process.pid}`;
  let migrations = 0;
  const make = () =>
    testDatabase({
      name,
      migrate: async (url) => {
        migrations += 1;
        await run(url, 'create table t (a int); grant select on t to wallet_auth');
      },
    });
  afterAll(async () => {
    const templates = `select datname from pg_database where datname like 'template_${name}%'`;
    for (const { datname } of (await run(testAdminUrl(), templates)) as { datname: string }[]) {
      await run(testAdminUrl(), `drop database ${datname}`);
    }
  });

  it('is a copy of its own of a template that was migrated once, also in parallel', async () => {
    const [one, other] = await Promise.all([make(), make()]);
    expect(migrations).toBe(1);
    await run(one.ownerUrl, 'insert into t values (1)');
    expect(await run(one.ownerUrl, 'select * from t')).toHaveLength(1);
    expect(await run(other.ownerUrl, 'select * from t')).toHaveLength(0);
    await Promise.all([one.drop(), other.drop()]);
    await expect(run(one.ownerUrl, 'select 1')).rejects.toThrow('does not exist');
  });

  it('gives a role its own rights and no more', async () => {
    const database = await make();
    const url = database.urlFor('wallet_auth');
    expect(await run(url, 'select current_user::text as role')).toEqual([{ role: 'wallet_auth' }]);
    expect(await run(url, 'select * from t')).toEqual([]);
    await expect(run(url, 'delete from t')).rejects.toThrow('permission denied');
    await expect(run(database.urlFor('wallet_payments'), 'select * from t')).rejects.toThrow('permission denied');
    await database.drop();
  });

  it('leaves no template behind when a migration fails', async () => {
    const failing = { name: `${name}_failing`, migrate: (url: string) => run(url, 'nonsense').then(() => undefined) };
    await expect(testDatabase(failing)).rejects.toThrow('syntax error');
    await expect(testDatabase(failing)).rejects.toThrow('syntax error');
  });
});
