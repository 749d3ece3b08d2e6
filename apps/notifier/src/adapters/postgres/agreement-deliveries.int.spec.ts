import { randomUUID } from 'node:crypto';
import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import { deliveriesFixture, freshDelivery, type DeliveriesFixture } from '../../../test/deliveries-fixture';
import { newSealKeys } from '../../../test/seal-keys';
import type { FinishedAttempt, NewDelivery, StartedAttempt } from '../../application/ports/deliveries';
import type { DeliveryKind } from '../../domain/delivery-kind';
import type { Next } from '../../domain/schedule';
import { PostgresDeliveries } from './postgres-deliveries';
import type { PostgresDeliveryRegister } from './postgres-delivery-register';
import { SealedBodies } from './sealed-bodies';

const claim = (limit: number) => ({ origin: null, limit, leaseMs: 10_000 });
const secret = '28160003AB2F588D14B4323863726123456789AB';
let notifier: DeliveriesFixture;
let owner: DataSource;
let deliveries: PostgresDeliveries;
let register: PostgresDeliveryRegister;

beforeAll(async () => {
  notifier = await deliveriesFixture();
  ({ owner, deliveries, register } = notifier);
});
beforeEach(() => notifier.reset());
afterAll(() => notifier.stop());

const setClock = (time: string) => notifier.setClock(`2025-11-22T${time}Z`);

const fresh = (kind: DeliveryKind, subject = 'agreement', over: Partial<NewDelivery> = {}): NewDelivery =>
  freshDelivery(subject, {
    eventId: randomUUID(),
    kind,
    path: '/aps/api/v1/authorizations/authNotify',
    body: JSON.stringify({ authorizationNotifyType: kind, accessToken: secret }),
    ...over,
  });

const ended = (attempt: StartedAttempt | undefined, next: Next): FinishedAttempt => ({
  deliveryId: attempt?.deliveryId ?? '0',
  attemptNumber: attempt?.attemptNumber ?? 0,
  httpStatus: undefined,
  reply: { kind: 'none', reason: 'timed out' },
  outcome: next.state === 'ACKED' ? 'ACKNOWLEDGED' : 'UNKNOWN',
  next,
});
const retried: Next = { state: 'RETRYING', delayMs: 2_000 };
const kindsOf = (started: readonly StartedAttempt[]) => started.map(({ kind }) => kind);
const stored = () =>
  query<{ kind: string; state: string; sealed: boolean }>(
    owner,
    'select kind, state, sealed_body is not null as sealed from notifier.delivery order by id',
  );
const dump = async () => JSON.stringify(await query(owner, 'select * from notifier.delivery'));

describe('the text of an authNotify', () => {
  it('is sealed at rest, the same at each attempt, and gone when it is acknowledged', async () => {
    const delivery = fresh('TOKEN_CREATED');
    await deliveries.add([delivery]);
    expect(await stored()).toEqual([{ kind: 'TOKEN_CREATED', state: 'RETRYING', sealed: true }]);
    for (const next of [retried, retried, { state: 'ACKED' } as const]) {
      const [started] = await deliveries.start(claim(1));
      expect(started?.body).toBe(delivery.body);
      expect(await dump()).not.toContain(secret);
      await deliveries.finish(ended(started, next));
      await setClock(`06:00:${10 * (started?.attemptNumber ?? 0)}`);
    }
    expect(await stored()).toEqual([{ kind: 'TOKEN_CREATED', state: 'ACKED', sealed: false }]);
  });

  it('stays while the delivery is DEAD', async () => {
    await deliveries.add([fresh('TOKEN_CREATED')]);
    const [started] = await deliveries.start(claim(1));
    await deliveries.finish(ended(started, { state: 'DEAD' }));
    expect(await stored()).toEqual([{ kind: 'TOKEN_CREATED', state: 'DEAD', sealed: true }]);
  });

  it('opens in its own delivery only, and is missing when its key is', async () => {
    await deliveries.add([fresh('TOKEN_CREATED', 'a'), fresh('TOKEN_CREATED', 'b')]);
    const swap = `update notifier.delivery d set sealed_body = o.sealed_body from notifier.delivery o where o.id <> d.id`;
    await query(owner, swap);
    expect((await deliveries.start(claim(5))).map(({ body }) => body)).toEqual([undefined, undefined]);
    await deliveries.add([fresh('TOKEN_CREATED', 'c')]);
    const keyless = new PostgresDeliveries(notifier.service, new SealedBodies(newSealKeys()));
    expect((await keyless.start(claim(5))).map(({ body }) => body)).toEqual([undefined]);
  });

  it('cannot be kept in plain, nor beyond its use', async () => {
    const put = (columns: string, values: string) =>
      query(
        owner,
        `insert into notifier.delivery
           (event_id, subject, path, attempts, next_attempt_at, created_at, updated_at, kind, state, ${columns})
         values ('e', 's', '/', 0, now(), now(), now(), 'TOKEN_CREATED', ${values})`,
      );
    await expect(put('body', `'RETRYING', '{}'`)).rejects.toThrow('delivery_body');
    await expect(put('sealed_body', `'ACKED', '1.a.b.c'`)).rejects.toThrow('delivery_body');
    await expect(put('sealed_body', `'SUPERSEDED', '1.a.b.c'`)).rejects.toThrow('delivery_body');
    await expect(put('sealed_body', `'RESOLVED', '1.a.b.c'`)).rejects.toThrow('delivery_body');
  });
});

describe('the deliveries of one subject', () => {
  it('go out in the order in which they came, one after the other', async () => {
    await deliveries.add([fresh('AUTHCODE_CREATED'), fresh('TOKEN_CREATED'), fresh('TOKEN_CREATED', 'other')]);
    const first = await deliveries.start(claim(10));
    expect(kindsOf(first).sort()).toEqual(['AUTHCODE_CREATED', 'TOKEN_CREATED']);
    expect(first.find(({ kind }) => kind === 'TOKEN_CREATED')?.subject).toBe('other');
    const code = first.find(({ kind }) => kind === 'AUTHCODE_CREATED');
    await deliveries.finish(ended(code, retried));
    expect(await deliveries.start(claim(10))).toEqual([]);
    await setClock('06:00:02');
    const [again] = await deliveries.start(claim(10));
    expect(again).toMatchObject({ kind: 'AUTHCODE_CREATED', attemptNumber: 2 });
    expect(await deliveries.start(claim(10))).toEqual([]);
    await deliveries.finish(ended(again, { state: 'ACKED' }));
    expect(await deliveries.start(claim(10))).toMatchObject([{ kind: 'TOKEN_CREATED', subject: 'agreement' }]);
  });

  it('go on behind one that is DEAD', async () => {
    await deliveries.add([fresh('AUTHCODE_CREATED'), fresh('TOKEN_CREATED')]);
    const [code] = await deliveries.start(claim(1));
    await deliveries.finish(ended(code, { state: 'DEAD' }));
    expect(kindsOf(await deliveries.start(claim(10)))).toEqual(['TOKEN_CREATED']);
  });

  it('are never two at once, however many look', async () => {
    const agreements = Array.from({ length: 30 }, (_, index) => `agreement-${index}`);
    await deliveries.add(
      agreements.flatMap((subject) => [fresh('AUTHCODE_CREATED', subject), fresh('TOKEN_CREATED', subject)]),
    );
    const looks = await Promise.all(Array.from({ length: 20 }, () => deliveries.start(claim(7))));
    const started = [...looks.flat(), ...(await deliveries.start(claim(100)))];
    expect(started.map(({ subject }) => subject).sort()).toEqual(agreements.sort());
    expect(new Set(kindsOf(started))).toEqual(new Set(['AUTHCODE_CREATED']));
  });

  it('keep the text of the first when a fact comes again', async () => {
    const delivery = fresh('TOKEN_CREATED');
    await deliveries.add([delivery]);
    await deliveries.add([
      { ...delivery, body: 'other' },
      { ...delivery, body: 'another' },
    ]);
    expect((await deliveries.start(claim(10))).map(({ body }) => body)).toEqual([delivery.body]);
    expect(await stored()).toHaveLength(1);
  });
});

describe('a TOKEN_CANCELED', () => {
  it('withdraws the TOKEN_CREATED that was not acknowledged, and is sent itself', async () => {
    await deliveries.add([fresh('TOKEN_CREATED'), fresh('TOKEN_CREATED', 'other')]);
    for (const started of await deliveries.start(claim(10))) await deliveries.finish(ended(started, retried));
    const canceled = fresh('TOKEN_CANCELED');
    await deliveries.add([canceled]);
    await deliveries.add([canceled]);
    expect(await stored()).toEqual([
      { kind: 'TOKEN_CREATED', state: 'SUPERSEDED', sealed: false },
      { kind: 'TOKEN_CREATED', state: 'RETRYING', sealed: true },
      { kind: 'TOKEN_CANCELED', state: 'RETRYING', sealed: true },
    ]);
    expect(kindsOf(await deliveries.start(claim(10)))).toEqual(['TOKEN_CANCELED']);
  });

  it('withdraws one that came in the same batch, and one that is DEAD', async () => {
    await deliveries.add([fresh('TOKEN_CREATED', 'dead')]);
    const [started] = await deliveries.start(claim(1));
    await deliveries.finish(ended(started, { state: 'DEAD' }));
    await deliveries.add([fresh('TOKEN_CANCELED', 'dead'), fresh('TOKEN_CREATED'), fresh('TOKEN_CANCELED')]);
    expect((await stored()).map(({ state }) => state)).toEqual(['SUPERSEDED', 'RETRYING', 'SUPERSEDED', 'RETRYING']);
    const by = { operator: 'o', reason: 'r' };
    expect(await register.replay({ filter: {}, limit: 10, ratePerSecond: 1, ...by })).toBe(0);
  });

  it('leaves alone what was acknowledged, and a code', async () => {
    await deliveries.add([fresh('TOKEN_CREATED')]);
    const [started] = await deliveries.start(claim(1));
    await deliveries.finish(ended(started, { state: 'ACKED' }));
    await deliveries.add([fresh('AUTHCODE_CREATED'), fresh('TOKEN_CANCELED')]);
    expect((await stored()).map(({ state }) => state)).toEqual(['ACKED', 'RETRYING', 'RETRYING']);
    expect(kindsOf(await deliveries.start(claim(10)))).toEqual(['AUTHCODE_CREATED']);
  });

  it.each<Next>([{ state: 'ACKED' }, retried, { state: 'DEAD' }])(
    'waits for an attempt that is under way; its outcome is kept, its state stays: %j',
    async (next) => {
      await deliveries.add([fresh('TOKEN_CREATED')]);
      const [started] = await deliveries.start(claim(1));
      await deliveries.add([fresh('TOKEN_CANCELED')]);
      expect(await deliveries.start(claim(10))).toEqual([]);
      expect(await deliveries.finish(ended(started, next))).toMatchObject({ state: 'SUPERSEDED' });
      expect((await stored())[0]).toEqual({ kind: 'TOKEN_CREATED', state: 'SUPERSEDED', sealed: false });
      expect(await query(owner, 'select outcome from notifier.attempt')).toEqual([
        { outcome: next.state === 'ACKED' ? 'ACKNOWLEDGED' : 'UNKNOWN' },
      ]);
      expect(kindsOf(await deliveries.start(claim(10)))).toEqual(['TOKEN_CANCELED']);
    },
  );

  it('waits no longer than the lease of an attempt that never ends', async () => {
    await deliveries.add([fresh('TOKEN_CREATED')]);
    await deliveries.start(claim(1));
    await deliveries.add([fresh('TOKEN_CANCELED')]);
    await setClock('06:00:10');
    expect(await deliveries.start(claim(10))).toEqual([]);
    await setClock('06:00:10.001');
    expect(kindsOf(await deliveries.start(claim(10)))).toEqual(['TOKEN_CANCELED']);
  });
});
