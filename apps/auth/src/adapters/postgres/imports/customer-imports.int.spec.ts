import { Money } from '@wallet/money';
import { query } from '@wallet/postgres';
import { testDatabase, type TestDatabase } from '@wallet/testkit';
import type { DataSource } from 'typeorm';
import { quarantineMs } from '../../../../test/in-memory-customers';
import { ApplyImport } from '../../../application/imports/apply-import';
import { KeepImports } from '../../../application/imports/keep-imports';
import { AboveCeiling, type Registration } from '../../../application/ports/customer-registry';
import type { MobileNumber } from '../../../domain/customer';
import { authDataSource, migrate } from '../database';
import { PostgresCustomerRegistry } from '../customers/postgres-customer-registry';
import { PostgresCustomerImports } from './postgres-customer-imports';

const asks = { operator: 'a.lee', reason: 'moved from the old system' };
const second = { operator: 'b.ng', reason: 'counted it' };
const dayMs = 86_400_000;
const ceilings = new Map([['HKD', Money.of('HKD', 1_000n)]] as const);
const rules = { ceilings, lifeMs: 3_600_000, quarantineMs };

describe('imports above the ceiling, HKD 1000', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let imports: PostgresCustomerImports;
  let registry: PostgresCustomerRegistry;
  beforeAll(async () => {
    database = await testDatabase({ name: 'auth', migrate });
    dataSource = await authDataSource(database.urlFor('wallet_auth')).initialize();
    imports = new PostgresCustomerImports(dataSource, rules);
    registry = new PostgresCustomerRegistry(dataSource, quarantineMs, ceilings);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** Each test has a day of its own: what was opened on the day before does not count. */
  let at = new Date('2026-01-01T00:00:00Z');
  beforeEach(() => (at = new Date(at.getTime() + 4 * dayMs)));
  const later = (ms: number) => new Date(at.getTime() + ms);

  let [lastNumber, lastId] = [60_000_000, 0];
  const customer = (balance: bigint, over: Partial<Registration> = {}): Registration => ({
    mobileNumber: `+852${++lastNumber}` as MobileNumber,
    openingBalance: Money.of('HKD', balance),
    status: 'ACTIVE',
    kycLevel: 1,
    ...over,
  });
  const newId = () => `9f1c2d3e-0000-4000-8000-${String(++lastId).padStart(12, '0')}`;
  async function staged(customers: readonly Registration[], now = at): Promise<string> {
    const importId = newId();
    const rows = customers.map((each, index) => ({ ...each, line: index + 2 }));
    for (let from = 0; from < rows.length; from += 1_000) {
      expect(await imports.stage(importId, rows.slice(from, from + 1_000), asks, now)).toBe('staged');
    }
    return importId;
  }
  async function submitted(customers: readonly Registration[], now = at) {
    const importId = await staged(customers, now);
    const result = await imports.submit(importId, customers.length, asks, now);
    if (result.outcome !== 'submitted') throw new Error(`it is ${result.outcome}`);
    return result.found;
  }
  const apply = (importId: string) => new ApplyImport(imports, { now: () => later(2) }).execute(importId);
  const customersWith = async (importId: string) =>
    (
      await query<{ count: number }>(
        dataSource,
        `select count(*)::int as count from auth.login_id join auth.import_row on mobile_number = value
          where import_id = $1`,
        [importId],
      )
    )[0]?.count;
  const facts = async () =>
    (await query<{ count: number }>(dataSource, 'select count(*)::int as count from auth.outbox', []))[0]?.count ?? 0;
  const actions = (importId: string) =>
    query<{ action: string }>(
      dataSource,
      `select action, operator, reason from auth.operator_action
        where details->>'approvalId' = $1 or details->>'importId' = $1 order by id`,
      [importId],
    );

  it('are carried out at once below it, in the name of who asked', async () => {
    const { importId, state, sums } = await submitted([customer(600n), customer(400n)]);
    expect([state, sums]).toEqual(['APPROVED', { HKD: '1000' }]);
    await apply(importId);
    expect(await imports.report(importId)).toMatchObject({ pending: 0, created: 2, createdWith: { HKD: '1000' } });
    expect(await actions(importId)).toEqual([{ action: 'IMPORT', ...asks }]);
    expect(await imports.list({ limit: 500 }, at)).toEqual([]);
  });

  it('wait as a whole, however many parts their rows came in, and create nobody', async () => {
    const { importId, state, customers, sums } = await submitted(Array.from({ length: 1_001 }, () => customer(1n)));
    expect([state, customers, sums]).toEqual(['WAITING', 1_001, { HKD: '1001' }]);
    await apply(importId);
    expect(await new KeepImports(imports, { now: () => at }).execute()).toBe(false);
    expect(await customersWith(importId)).toBe(0);
    expect(await actions(importId)).toEqual([{ action: 'REQUEST', ...asks }]);
  });

  it('create each customer once when a second operator approves, whoever goes on with it after a crash', async () => {
    const { importId } = await submitted(Array.from({ length: 1_300 }, () => customer(1n)));
    const before = await facts();
    expect(await imports.decide(importId, 'approve', second, later(1))).toMatchObject({ outcome: 'done' });
    expect(await imports.applyNext(importId, later(1))).toBe(true);
    expect(await imports.report(importId)).toMatchObject({ pending: 300, created: 1_000 });
    const keeper = new KeepImports(imports, { now: () => later(1) });
    await Promise.all([apply(importId), apply(importId), keeper.execute()]);
    expect(await imports.report(importId)).toMatchObject({ pending: 0, created: 1_300, createdWith: { HKD: '1300' } });
    expect([await customersWith(importId), (await facts()) - before]).toEqual([1_300, 1_300]);
    expect(await imports.unfinished()).toBeUndefined();
    expect(await imports.decide(importId, 'approve', second, later(3))).toMatchObject({ repeated: true });
    expect(await actions(importId)).toEqual([
      { action: 'REQUEST', ...asks },
      { action: 'APPROVE', ...second },
      ...Array.from({ length: 2 }, () => ({ action: 'IMPORT', ...asks })),
    ]);
  });

  it('lose a part of their rows whole when its transaction fails, and go on', async () => {
    const { importId } = await submitted([customer(2_000n)]);
    await imports.decide(importId, 'approve', second, later(1));
    await database.run(['revoke insert on auth.outbox from wallet_auth']);
    await expect(apply(importId)).rejects.toThrow('permission denied');
    await database.run(['grant insert on auth.outbox to wallet_auth']);
    expect([await customersWith(importId), await imports.unfinished()]).toEqual([0, importId]);
    await new KeepImports(imports, { now: () => later(2) }).execute();
    expect([await customersWith(importId), await imports.unfinished()]).toEqual([1, undefined]);
  });

  it.each(['a.lee', ' A.LEE '])('are not decided by who asked, as %j, nor by the table', async (operator) => {
    const { importId } = await submitted([customer(1_001n)]);
    for (const verdict of ['approve', 'refuse'] as const) {
      const refused = { outcome: 'refused', refusal: 'same-operator' };
      expect(await imports.decide(importId, verdict, { operator, reason: 'x' }, later(1))).toEqual(refused);
    }
    const sql = `update auth.import set state = 'APPROVED', decided_by = $2, decision_reason = 'x', decided_at = $3
                  where id = $1`;
    await expect(query(dataSource, sql, [importId, operator, at])).rejects.toThrow('import_four_eyes');
    await apply(importId);
    expect(await customersWith(importId)).toBe(0);
  });

  it('end one way when they are approved and refused at once, and stay refused', async () => {
    const { importId } = await submitted([customer(1_001n)]);
    const results = await Promise.all([
      imports.decide(importId, 'approve', second, later(1)),
      imports.decide(importId, 'refuse', { ...second, operator: 'c.ho' }, later(1)),
    ]);
    expect(results.map((result) => result?.outcome).sort()).toEqual(['done', 'refused']);
    const { importId: other } = await submitted([customer(1_001n)]);
    await imports.decide(other, 'refuse', second, later(1));
    expect(await imports.decide(other, 'approve', second, later(2))).toEqual({
      outcome: 'refused',
      refusal: 'refused',
    });
    await apply(other);
    expect(await imports.report(other)).toMatchObject({ created: 0 });
  });

  it('expire, and their rows are dropped', async () => {
    const { importId } = await submitted([customer(1_001n)]);
    const end = later(rules.lifeMs);
    expect((await imports.get(importId, later(rules.lifeMs - 1)))?.state).toBe('WAITING');
    expect(await imports.decide(importId, 'approve', second, end)).toEqual({ outcome: 'refused', refusal: 'expired' });
    await imports.dropRows(at, end);
    expect(await imports.report(importId)).toMatchObject({ pending: 0, created: 0 });
  });

  it('are not made of small ones on one day, in whatever way these come, also at once', async () => {
    const direct = () => registry.register([customer(400n)], asks, at).catch((error: unknown) => error);
    const small = async () => (await submitted([customer(400n)])).state;
    const results = await Promise.all([direct(), small(), direct(), small()]);
    const done = results.filter((result) => Array.isArray(result) || result === 'APPROVED');
    expect(done).toHaveLength(2);
    expect(await registry.register([customer(200n)], asks, later(1))).toMatchObject([{ outcome: 'created' }]);
    const one = customer(1n);
    await expect(registry.register([one], { operator: 'c.ho', reason: 'x' }, later(2))).rejects.toThrow(AboveCeiling);
    expect(await registry.get({ by: 'mobileNumber', mobileNumber: one.mobileNumber })).toBeUndefined();
    expect((await submitted([customer(1n)], later(2))).state).toBe('WAITING');
    expect(await registry.register([customer(0n)], asks, later(2))).toMatchObject([{ outcome: 'created' }]);
    expect((await submitted([customer(1_000n)], later(dayMs + 3))).state).toBe('APPROVED');
  });

  it('count only whom they create, so that a file may be imported again', async () => {
    const [known, repeated] = [customer(1_000n), customer(1n)];
    await registry.register([known], asks, at);
    const { importId, customers } = await submitted([
      known,
      known,
      { ...repeated, openingBalance: Money.of('HKD', 0n) },
      repeated,
    ]);
    expect(customers).toBe(1);
    await apply(importId);
    expect(await imports.report(importId)).toMatchObject({ pending: 0, created: 1, existed: 3 });
  });

  it('say who is kept from a number that was given up', async () => {
    const [gone] = [customer(0n)];
    await registry.register([gone], asks, at);
    const key = { by: 'mobileNumber', mobileNumber: gone.mobileNumber } as const;
    await registry.changeStatus(key, () => 'CLOSED', asks, at);
    const { importId, customers } = await submitted([gone, { ...gone, status: 'CLOSED' }], later(1));
    const until = new Date(at.getTime() + quarantineMs);
    expect(await imports.report(importId)).toMatchObject({ existed: 1, quarantined: [{ line: 2, until }] });
    expect(customers).toBe(0);
  });

  it('are of one operator, complete, and closed once submitted', async () => {
    const importId = await staged([customer(1n), customer(1n)]);
    const row = { ...customer(1n), line: 9 };
    expect(await imports.stage(importId, [row], second, at)).toBe('other-operator');
    expect(await imports.submit(importId, 2, second, at)).toEqual({ outcome: 'other-operator' });
    expect(await imports.submit(importId, 3, asks, at)).toEqual({ outcome: 'incomplete' });
    expect(await imports.decide(importId, 'approve', second, at)).toBeUndefined();
    expect(await imports.submit(importId, 2, asks, at)).toMatchObject({ found: { state: 'APPROVED' } });
    expect(await imports.submit(importId, 2, asks, at)).toMatchObject({ found: { state: 'APPROVED' } });
    expect(await imports.stage(importId, [row], asks, at)).toBe('closed');
    expect(await imports.submit(newId(), 0, asks, at)).toEqual({ outcome: 'not-found' });
    await apply(importId);
  });
});
