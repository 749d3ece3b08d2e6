import { customerFacts, type IdentifiedCustomer } from '@wallet/contracts';
import { query } from '@wallet/postgres';
import { CustomerDirectoryServer, testDatabase, type TestDatabase } from '@wallet/testkit';
import { createLogger } from '@wallet/service';
import type { DataSource } from 'typeorm';
import { FirstSightDirectory } from '../../../application/customers/first-sight-directory';
import { HttpCustomerDirectory } from '../../http-out/http-customer-directory';
import { authDataSource, migrate } from '../database';
import { PostgresSeenCustomers } from './postgres-seen-customers';

const now = new Date('2026-01-02T03:04:05.678Z');
const later = new Date('2026-01-03T00:00:00.000Z');

describe('customers of a directory elsewhere, in Postgres', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let server: CustomerDirectoryServer;
  let seen: PostgresSeenCustomers;
  let directory: FirstSightDirectory;

  beforeAll(async () => {
    server = await CustomerDirectoryServer.start();
    database = await testDatabase({ name: 'auth', migrate });
    dataSource = await authDataSource(database.urlFor('wallet_auth')).initialize();
    seen = new PostgresSeenCustomers(dataSource, 'HKD');
    const { url } = server;
    const token = { read: () => server.token };
    const options = { url, token, timeoutMs: 1_000, logger: createLogger('auth', 'silent') };
    directory = new FirstSightDirectory(new HttpCustomerDirectory(options), seen, { now: () => now });
  });
  afterAll(async () => {
    await dataSource.destroy();
    await Promise.all([database.drop(), server.stop()]);
  });

  let lastNumber = 61_000_000;
  function placed(customerId: string, status: IdentifiedCustomer['status'] = 'ACTIVE'): IdentifiedCustomer {
    const customer = { customerId, status, kycLevel: 1, mobileNumber: `+852${++lastNumber}` };
    server.put(customer);
    return customer;
  }
  const find = (...customerIds: string[]) =>
    directory.find(customerIds.map((customerId) => ({ by: 'customerId', customerId })));
  async function factsOf(customerId: string) {
    const sql = 'SELECT topic, payload FROM auth.outbox WHERE key = $1 ORDER BY id';
    const rows = await query<{ topic: string; payload: unknown }>(dataSource, sql, [customerId]);
    for (const { topic, payload } of rows) {
      expect(topic).toBe(customerFacts.name);
      customerFacts.schema.parse(payload);
    }
    return rows.map(({ payload }) => payload);
  }
  const registered = (customerId: string, status = 'ACTIVE') => {
    const openingBalance = { currency: 'HKD', value: '0' };
    return { fact: 'CustomerRegistered', customerId, customerVersion: 1, status, openingBalance };
  };
  const rows = (customerId: string) =>
    query(
      dataSource,
      'SELECT status, version, created_at, updated_at FROM auth.directory_customer WHERE customer_id = $1',
      [customerId],
    );

  it('tells of a customer at first sight, once, with an account at zero', async () => {
    const [first, frozen] = [placed('first'), placed('first-frozen', 'FROZEN')];
    const found = await Promise.all(Array.from({ length: 8 }, () => find('first', 'nobody', 'first-frozen', 'first')));
    for (const customers of found) expect(customers).toEqual([first, null, frozen, first]);
    expect(await find('first')).toEqual([first]);
    expect(await factsOf('first')).toEqual([registered('first')]);
    expect(await factsOf('first-frozen')).toEqual([registered('first-frozen', 'FROZEN')]);
    expect(await factsOf('nobody')).toEqual([]);
    expect(await rows('first')).toEqual([{ status: 'ACTIVE', version: 1, created_at: now, updated_at: now }]);
  });

  it('keeps who changed a status and why with the change, once', async () => {
    const note = { operator: 'directory', reason: 'asked for it' };
    for (let time = 0; time < 2; time++) await seen.setStatus({ customerId: 'noted', status: 'FROZEN' }, later, note);
    const sql = 'SELECT action, operator, reason, details FROM auth.operator_action WHERE customer_id = $1';
    const details = { to: 'FROZEN', version: 1 };
    expect(await query(dataSource, sql, ['noted'])).toEqual([{ action: 'STATUS', ...note, details }]);
  });

  it('tells of each change of status once, with the next version', async () => {
    placed('changing');
    await find('changing');
    const changes = [];
    for (const status of ['FROZEN', 'FROZEN', 'ACTIVE', 'ACTIVE', 'CLOSED'] as const) {
      changes.push(await seen.setStatus({ customerId: 'changing', status }, later));
    }
    expect(changes.map(({ changed, version }) => [changed, version])).toEqual([
      ...[
        [true, 2],
        [false, 2],
        [true, 3],
        [false, 3],
        [true, 4],
      ],
    ]);
    const changed = { fact: 'CustomerStatusChanged', customerId: 'changing' };
    expect(await factsOf('changing')).toEqual([
      registered('changing'),
      { ...changed, customerVersion: 2, status: 'FROZEN' },
      { ...changed, customerVersion: 3, status: 'ACTIVE' },
      { ...changed, customerVersion: 4, status: 'CLOSED' },
    ]);
    expect(await rows('changing')).toEqual([{ status: 'CLOSED', version: 4, created_at: now, updated_at: later }]);
  });

  it('keeps a status that came before the first sight', async () => {
    placed('frozen-early');
    expect(await seen.setStatus({ customerId: 'frozen-early', status: 'FROZEN' }, now)).toEqual({
      changed: true,
      version: 1,
    });
    await find('frozen-early');
    expect(await factsOf('frozen-early')).toEqual([registered('frozen-early', 'FROZEN')]);
  });

  it('changes once when ten say the same at once', async () => {
    placed('at-once');
    await find('at-once');
    const told = Array.from({ length: 10 }, () => seen.setStatus({ customerId: 'at-once', status: 'FROZEN' }, later));
    expect((await Promise.all(told)).filter(({ changed }) => changed)).toHaveLength(1);
    expect(await factsOf('at-once')).toHaveLength(2);
  });

  it('finds nobody whom it cannot tell of, and keeps a status that it cannot tell of', async () => {
    placed('untold');
    const owner = await authDataSource(database.ownerUrl).initialize();
    await query(owner, 'REVOKE INSERT ON auth.outbox FROM wallet_auth');
    await expect(find('untold')).rejects.toThrow('permission denied');
    await expect(seen.setStatus({ customerId: 'untold', status: 'FROZEN' }, now)).rejects.toThrow('permission denied');
    await query(owner, 'GRANT INSERT ON auth.outbox TO wallet_auth');
    await owner.destroy();
    expect(await rows('untold')).toEqual([]);
    await find('untold');
    expect(await factsOf('untold')).toHaveLength(1);
  });
});
