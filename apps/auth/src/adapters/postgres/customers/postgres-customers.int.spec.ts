import { customerFacts } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { query, schemaDrift } from '@wallet/postgres';
import { testDatabase, type TestDatabase } from '@wallet/testkit';
import type { DataSource } from 'typeorm';
import { describeCustomers } from '../../../../test/customers.conformance';
import { quarantineMs } from '../../../../test/in-memory-customers';
import { operatorNote } from '../../../../test/operator-note';
import type { MobileNumber } from '../../../domain/customer';
import { authDataSource, migrate } from '../database';
import { PostgresCustomerDirectory } from './postgres-customer-directory';
import { PostgresCustomerRegistry } from './postgres-customer-registry';

/** Above all that is opened here. */
const generous = new Map((['HKD', 'USD'] as const).map((code) => [code, { minorUnits: 10n ** 30n } as Money]));

describe('customers in Postgres', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await testDatabase({ name: 'auth', migrate });
    dataSource = await authDataSource(database.urlFor('wallet_auth')).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function factsOf(customerId: string): Promise<unknown[]> {
    const sql = 'SELECT topic, key, payload FROM auth.outbox WHERE key = $1 ORDER BY id';
    const rows = await query<{ topic: string; payload: unknown }>(dataSource, sql, [customerId]);
    for (const { topic, payload } of rows) {
      expect(topic).toBe(customerFacts.name);
      customerFacts.schema.parse(payload);
    }
    return rows.map(({ payload }) => payload);
  }

  describeCustomers(() => ({
    directory: new PostgresCustomerDirectory(dataSource),
    registry: new PostgresCustomerRegistry(dataSource, quarantineMs, generous),
    factsOf,
  }));

  const stranger = {
    mobileNumber: '+85251111111' as MobileNumber,
    openingBalance: Money.of('HKD', 1n),
    status: 'ACTIVE',
    kycLevel: 1,
  } as const;

  it('stores nothing of a registration whose fact cannot be stored', async () => {
    await withoutOutbox(async () => {
      const registering = new PostgresCustomerRegistry(dataSource, quarantineMs, generous).register(
        [stranger],
        operatorNote,
        new Date(),
      );
      await expect(registering).rejects.toThrow('permission denied');
    });
    expect(await new PostgresCustomerDirectory(dataSource).find([{ by: 'mobileNumber', ...stranger }])).toEqual([null]);
  });

  it('keeps the status when its fact cannot be stored', async () => {
    const registry = new PostgresCustomerRegistry(dataSource, quarantineMs, generous);
    const key = { by: 'mobileNumber', ...stranger } as const;
    await registry.register([stranger], operatorNote, new Date());
    await withoutOutbox(async () => {
      await expect(registry.changeStatus(key, () => 'FROZEN', operatorNote, new Date())).rejects.toThrow(
        'permission denied',
      );
    });
    expect(await registry.get(key)).toMatchObject({ status: 'ACTIVE', version: 1 });
  });

  it('keeps who changed a status and why, once for a change', async () => {
    const registry = new PostgresCustomerRegistry(dataSource, quarantineMs, generous);
    const mobileNumber = '+85251111112' as MobileNumber;
    const [registered] = await registry.register([{ ...stranger, mobileNumber }], operatorNote, new Date());
    const at = new Date('2026-01-03T00:00:00.000Z');
    const freeze = () => registry.changeStatus({ by: 'mobileNumber', mobileNumber }, () => 'FROZEN', operatorNote, at);
    await Promise.all([freeze(), freeze()]);
    const sql = `SELECT action, operator, reason, details, acted_at FROM auth.operator_action WHERE customer_id = $1`;
    expect(await query(dataSource, sql, [registered?.customerId])).toEqual([
      { action: 'STATUS', ...operatorNote, details: { from: 'ACTIVE', to: 'FROZEN' }, acted_at: at },
    ]);
  });

  it('keeps who imported customers and why, with how many and with what, once', async () => {
    const registry = new PostgresCustomerRegistry(dataSource, quarantineMs, generous);
    const row = (number: string, currency: string, minorUnits: bigint) => ({
      ...stranger,
      mobileNumber: number as MobileNumber,
      openingBalance: Money.of(currency, minorUnits),
    });
    const known = row('+85251111113', 'HKD', 5n);
    await registry.register([known], { operator: 'b.ng', reason: 'before' }, new Date());
    const fresh = [
      row('+85251111114', 'HKD', 999_999_999_999_999_999n),
      row('+85251111115', 'HKD', 2n),
      row('+85251111116', 'USD', 300n),
      row('+85251111117', 'USD', 0n),
    ];
    const at = new Date('2026-01-04T00:00:00.000Z');
    const imported = await registry.register([known, ...fresh], operatorNote, at);
    expect(await registry.register([known, ...fresh], operatorNote, at)).toHaveLength(5);
    const sql = `SELECT customer_id, operator, reason, details FROM auth.operator_action
                  WHERE action = 'IMPORT' AND acted_at = $1`;
    const sums = { HKD: '1000000000000000001', USD: '300' };
    const customerIds = imported.slice(1).map(({ customerId }) => customerId);
    const [action, ...more] = await query<{ details: { customerIds: string[] } }>(dataSource, sql, [at]);
    expect(action).toMatchObject({ customer_id: null, ...operatorNote, details: { customers: 4, sums } });
    expect(action?.details.customerIds.sort()).toEqual(customerIds.sort());
    expect(more).toEqual([]);
  });

  it('keeps who changed a number or a KYC level and why, once for a change, the number masked', async () => {
    const registry = new PostgresCustomerRegistry(dataSource, quarantineMs, generous);
    const [before, after] = ['+85251111121', '+85251111122'] as MobileNumber[];
    const [registered] = await registry.register([{ ...stranger, mobileNumber: before! }], operatorNote, new Date());
    const customerId = registered?.customerId ?? '';
    const key = { by: 'customerId', customerId } as const;
    const at = new Date('2026-01-03T00:00:00.000Z');
    await Promise.all([1, 2].map(() => registry.renumber(key, after!, operatorNote, at)));
    await Promise.all([1, 2].map(() => registry.setKycLevel(key, 2, operatorNote, at)));
    const sql = `SELECT action, operator, reason, details FROM auth.operator_action WHERE customer_id = $1 ORDER BY id`;
    expect(await query(dataSource, sql, [customerId])).toEqual([
      { action: 'RENUMBER', ...operatorNote, details: { from: '********1121', to: '********1122' } },
      { action: 'KYC', ...operatorNote, details: { from: 1, to: 2 } },
    ]);
  });

  it('keeps the number and the level when their record cannot be stored', async () => {
    const registry = new PostgresCustomerRegistry(dataSource, quarantineMs, generous);
    const [mobileNumber, wanted] = ['+85251111123', '+85251111124'] as MobileNumber[];
    await registry.register([{ ...stranger, mobileNumber: mobileNumber! }], operatorNote, new Date());
    const key = { by: 'mobileNumber', mobileNumber: mobileNumber! } as const;
    await without('operator_action', async () => {
      for (const change of [
        registry.renumber(key, wanted!, operatorNote, new Date()),
        registry.setKycLevel(key, 2, operatorNote, new Date()),
      ])
        await expect(change).rejects.toThrow('permission denied');
    });
    expect(await registry.get(key)).toMatchObject({ kycLevel: 1 });
    expect(await registry.get({ by: 'mobileNumber', mobileNumber: wanted! })).toBeUndefined();
  });

  it('gives the service no right to delete or to rename', async () => {
    for (const table of ['customer', 'login_id', 'operator_action']) {
      await expect(query(dataSource, `DELETE FROM auth.${table}`)).rejects.toThrow('permission denied');
    }
    await expect(query(dataSource, `UPDATE auth.login_id SET value = ''`)).rejects.toThrow('permission denied');
    await expect(query(dataSource, `UPDATE auth.operator_action SET reason = ''`)).rejects.toThrow('permission denied');
    await expect(query(dataSource, `UPDATE auth.customer SET id = ''`)).rejects.toThrow('permission denied');
  });

  it('has the tables that the entities say', async () => {
    expect(await asOwner(schemaDrift)).toEqual([]);
  });

  async function asOwner<T>(work: (owner: DataSource) => Promise<T>): Promise<T> {
    const owner = await authDataSource(database.ownerUrl).initialize();
    return work(owner).finally(() => owner.destroy());
  }

  const withoutOutbox = (work: () => Promise<void>) => without('outbox', work);

  async function without(table: string, work: () => Promise<void>): Promise<void> {
    await asOwner(async (owner) => {
      await query(owner, `REVOKE INSERT ON auth.${table} FROM wallet_auth`);
      await work().finally(() => query(owner, `GRANT INSERT ON auth.${table} TO wallet_auth`));
    });
  }
});
