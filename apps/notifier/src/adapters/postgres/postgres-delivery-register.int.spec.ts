import { query } from '@wallet/postgres';
import { testDatabase, type TestDatabase } from '@wallet/testkit';
import type { DataSource } from 'typeorm';
import { newSealKeys } from '../../../test/seal-keys';
import type { NewDelivery } from '../../application/deliveries';
import type { DeliveryKind } from '../../domain/delivery-kind';
import { migrate, notifierDataSource } from './database';
import { PostgresDeliveries } from './postgres-deliveries';
import { PostgresDeliveryRegister } from './postgres-delivery-register';
import { SealedBodies } from './sealed-bodies';

const leaseMs = 10_000;
let database: TestDatabase;
let service: DataSource;
let deliveries: PostgresDeliveries;
let register: PostgresDeliveryRegister;

beforeAll(async () => {
  database = await testDatabase({ name: 'notifier', migrate });
  service = await notifierDataSource(database.urlFor('wallet_notifier')).initialize();
  deliveries = new PostgresDeliveries(service, new SealedBodies(newSealKeys()));
  register = new PostgresDeliveryRegister(service);
});
beforeEach(async () => {
  const owner = await notifierDataSource(database.ownerUrl).initialize();
  await query(owner, 'truncate notifier.delivery, notifier.attempt');
  await owner.destroy();
});
afterAll(async () => {
  await service.destroy();
  await database.drop();
});

const fresh = (subject: string, kind: DeliveryKind): NewDelivery => ({
  eventId: subject,
  subject,
  kind,
  path: '/',
  body: '{"secret":"yes"}',
  delayMs: 0,
});

/** Starts what is due and ends it in this state. */
async function end(state: 'ACKED' | 'DEAD') {
  for (const started of await deliveries.start(10, leaseMs)) {
    const reply = { kind: 'answer', resultStatus: 'F', resultCode: 'ACCESS_DENIED' } as const;
    const { deliveryId, attemptNumber } = started;
    await deliveries.finish({
      ...{ deliveryId, attemptNumber, httpStatus: 200, reply },
      ...{ outcome: 'MISCONFIGURED', next: { state } },
    });
  }
}
const subjects = async (filter: Partial<Parameters<PostgresDeliveryRegister['list']>[0]>) =>
  (await register.list({ limit: 10, ...filter })).map(({ subject }) => subject);

it('lists the newest first, what became of each, and no text', async () => {
  await deliveries.add([fresh('a', 'NOTIFY_PAYMENT'), fresh('b', 'TOKEN_CREATED')]);
  await end('DEAD');
  await deliveries.add([fresh('c', 'TOKEN_CREATED')]);
  const dead = {
    state: 'DEAD',
    attempts: 1,
    lastOutcome: 'MISCONFIGURED',
    lastResultCode: 'ACCESS_DENIED',
    lastError: null,
  };
  const waiting = { state: 'RETRYING', attempts: 0, lastOutcome: null, lastResultCode: null, lastError: null };
  const listed = await register.list({ limit: 10 });
  expect(listed).toMatchObject([
    { subject: 'c', kind: 'TOKEN_CREATED', ...waiting },
    { subject: 'b', kind: 'TOKEN_CREATED', ...dead },
    { subject: 'a', kind: 'NOTIFY_PAYMENT', ...dead },
  ]);
  expect(JSON.stringify(listed)).not.toMatch(/secret|body/i);
  expect(await subjects({ limit: 2 })).toEqual(['c', 'b']);
  expect(await subjects({ state: 'DEAD', kind: 'TOKEN_CREATED' })).toEqual(['b']);
  expect(await subjects({ subject: 'a' })).toEqual(['a']);
  expect(await subjects({ state: 'ACKED' })).toEqual([]);
});

it('makes a dead one due at once, with its text, its schedule begun anew', async () => {
  await deliveries.add([fresh('a', 'TOKEN_CREATED')]);
  await end('DEAD');
  const [{ deliveryId = '' } = {}] = await register.list({ limit: 1 });
  expect(await register.revive(deliveryId)).toBe(true);
  expect(await register.revive(deliveryId)).toBe(false);
  expect(await register.get(deliveryId)).toMatchObject({ state: 'RETRYING', attempts: 1 });
  const started = await deliveries.start(10, leaseMs);
  expect(started).toMatchObject([{ body: '{"secret":"yes"}', attemptNumber: 2, scheduleNumber: 1 }]);
});

it.each(['RETRYING', 'ACKED'] as const)('leaves one alone that is %s', async (state) => {
  await deliveries.add([fresh('a', 'NOTIFY_PAYMENT')]);
  if (state === 'ACKED') await end(state);
  const [{ deliveryId = '' } = {}] = await register.list({ limit: 1 });
  expect(await register.revive(deliveryId)).toBe(false);
  expect(await register.get(deliveryId)).toMatchObject({ state });
});

it('knows nothing of an id that nobody has', async () => {
  expect(await register.revive('999999999999999999')).toBe(false);
  expect(await register.get('999999999999999999')).toBeUndefined();
});

it('has a revived one go before a later one of its subject, but never beside it', async () => {
  const ofSubject = (eventId: string, kind: DeliveryKind) => ({ ...fresh('s', kind), eventId });
  await deliveries.add([ofSubject('1', 'AUTHCODE_CREATED')]);
  await end('DEAD');
  await deliveries.add([ofSubject('2', 'TOKEN_CREATED')]);
  const [under] = await deliveries.start(10, leaseMs);
  const [dead] = await register.list({ state: 'DEAD', limit: 1 });
  expect(await register.revive(dead?.deliveryId ?? '')).toBe(true);
  expect(await deliveries.start(10, leaseMs)).toEqual([]);
  const { deliveryId = '', attemptNumber = 0 } = under ?? {};
  const reply = { kind: 'none', reason: 'timed out' } as const;
  const next = { state: 'RETRYING', delayMs: 0 } as const;
  await deliveries.finish({ deliveryId, attemptNumber, httpStatus: undefined, reply, outcome: 'UNKNOWN', next });
  expect((await deliveries.start(10, leaseMs)).map(({ kind }) => kind)).toEqual(['AUTHCODE_CREATED']);
});
