import { deliveriesFixture, ended, freshDelivery, type DeliveriesFixture } from '../../../test/deliveries-fixture';

const here = 'https://notify.example';
let notifier: DeliveriesFixture;
beforeAll(async () => {
  notifier = await deliveriesFixture();
});
beforeEach(() => notifier.reset());
afterAll(() => notifier.stop());

const numbered = (count: number, over = {}) =>
  Array.from({ length: count }, (_, index) => freshDelivery(String(index).padStart(2, '0'), over));
const subjects = (started: readonly { subject: string }[]) => started.map(({ subject }) => subject).sort();

/** 40 that have become due one after the other, 00 first. */
async function backlog() {
  await notifier.deliveries.add(numbered(40).map((each, index) => ({ ...each, delayMs: index * 1_000 })));
  await notifier.setClock('2025-11-22T06:01:00Z');
}

it('takes half of the places for the oldest, half for the newest', async () => {
  await backlog();
  expect(subjects(await notifier.start(6))).toEqual(['00', '01', '02', '37', '38', '39']);
  expect(subjects(await notifier.start(5))).toEqual(['03', '04', '05', '35', '36']);
  await notifier.deliveries.add([freshDelivery('new')]);
  expect(subjects(await notifier.start(2))).toEqual(['06', 'new']);
  expect(subjects(await notifier.start(1))).toEqual(['07']);
});

it('takes all when there are no more than places, each once', async () => {
  await backlog();
  expect(await notifier.start(26)).toHaveLength(26);
  expect(subjects(await notifier.start(20))).toHaveLength(14);
  expect(await notifier.start(20)).toEqual([]);
});

it('fills all places also where many became due at the same moment', async () => {
  await notifier.deliveries.add(numbered(40));
  for (const left of [32, 24, 16, 8, 0]) {
    expect(await notifier.start(8)).toHaveLength(8);
    expect((await notifier.deliveries.backlog()).due).toBe(40);
    const free = await notifier.sql('select id from notifier.delivery where locked_until is null');
    expect(free).toHaveLength(left);
  }
});

it('gives each to one of many who ask at once', async () => {
  await backlog();
  const started = (await Promise.all(Array.from({ length: 12 }, () => notifier.start(6)))).flat();
  const rest = await notifier.start(40);
  expect(subjects([...started, ...rest])).toEqual(numbered(40).map(({ subject }) => subject));
});

it('takes those of one address only', async () => {
  await notifier.deliveries.add([freshDelivery('a'), freshDelivery('b', { origin: here, path: '/n?x' })]);
  expect(await notifier.start(9, here)).toMatchObject([{ subject: 'b', origin: here, path: '/n?x' }]);
  expect(await notifier.start(9)).toMatchObject([{ subject: 'a', origin: null }]);
  expect(await notifier.start(9, 'https://other.example')).toEqual([]);
});

it('sends to the agreed address what may not be sent where it was to go', async () => {
  const { deliveries, sql } = notifier;
  const gone = { origin: 'https://gone.example', path: '/gone' };
  await deliveries.add([freshDelivery('dead', gone)]);
  const [dead] = await notifier.start(1, gone.origin);
  await deliveries.finish(ended(dead!, { state: 'DEAD' }));
  await deliveries.add([
    freshDelivery('a', gone),
    freshDelivery('b', { origin: here, path: '/n' }),
    freshDelivery('c'),
  ]);
  await deliveries.readdress([here], '/agreed');
  expect(await sql('select subject, origin, path from notifier.delivery order by id')).toEqual([
    { subject: 'dead', origin: null, path: '/agreed' },
    { subject: 'a', origin: null, path: '/agreed' },
    { subject: 'b', origin: here, path: '/n' },
    { subject: 'c', origin: null, path: '/aps/api/v1/payments/notifyPayment' },
  ]);
});

it('measures what waits', async () => {
  const { deliveries } = notifier;
  expect(await deliveries.backlog()).toEqual({ due: 0, oldestSeconds: 0, dead: 0 });
  await notifier.put('DEAD', ['dead']);
  await notifier.put('ACKED', ['acked']);
  await notifier.setClock('2025-11-22T06:00:30Z');
  await deliveries.add([freshDelivery('a', { delayMs: 60_000 })]);
  await notifier.setClock('2025-11-22T06:01:00Z');
  await deliveries.add([freshDelivery('b')]);
  expect(await deliveries.backlog()).toEqual({ due: 1, oldestSeconds: 30, dead: 1 });
});

it('keeps an alert with each death', async () => {
  const { deliveries, register, sql } = notifier;
  await notifier.put('DEAD', ['a']);
  await register.replay({ filter: {}, limit: 9, ratePerSecond: 1, operator: 'o', reason: 'r' });
  await notifier.setClock('2025-11-22T07:00:00Z');
  const [again] = await notifier.start(1);
  const silent = { kind: 'none', reason: 'timed out' } as const;
  await deliveries.finish({ ...ended(again!, { state: 'DEAD' }), outcome: 'UNKNOWN', reply: silent });
  expect(await sql('select delivery_id, attempt, code, at from notifier.alert order by attempt')).toEqual([
    { delivery_id: '1', attempt: 1, code: 'PARAM_ILLEGAL', at: new Date('2025-11-22T06:00:00Z') },
    { delivery_id: '1', attempt: 2, code: 'NO_ANSWER', at: new Date('2025-11-22T07:00:00Z') },
  ]);
});
