import { deliveriesFixture, ended, freshDelivery, type DeliveriesFixture } from '../../../test/deliveries-fixture';

describe('the outcomes of many attempts at once', () => {
  let notifier: DeliveriesFixture;
  const subjects = Array.from({ length: 40 }, (_, index) => `p-${String(index).padStart(2, '0')}`);

  beforeAll(async () => (notifier = await deliveriesFixture()));
  beforeEach(async () => {
    await notifier.reset();
    await notifier.deliveries.add(subjects.map((subject) => freshDelivery(subject)));
  });
  afterAll(() => notifier.stop());

  const subjectsIn = async (state: string) =>
    (await notifier.stored()).filter((delivery) => delivery.state === state).map(({ subject }) => subject);

  it('are each recorded as it was', async () => {
    const started = await notifier.start(40);
    const next = (index: number) =>
      [{ state: 'ACKED' } as const, { state: 'DEAD' } as const, { state: 'RETRYING', delayMs: 9_000 } as const][
        index % 3
      ]!;
    const recorded = await Promise.all(
      started.map((attempt, index) => notifier.deliveries.finish(ended(attempt, next(index)))),
    );
    expect(recorded.map((each) => each?.state)).toEqual(started.map((_, index) => next(index).state));
    expect(await notifier.sql('select count(*)::int as count from notifier.alert')).toEqual([{ count: 13 }]);
    const perSubject = await notifier.sql<{ subject: string; outcome: string }>(
      `select subject, outcome from notifier.attempt join notifier.delivery on id = delivery_id`,
    );
    const outcomes = new Map(perSubject.map(({ subject, outcome }) => [subject, outcome]));
    expect(started.map(({ subject }) => outcomes.get(subject))).toEqual(
      started.map((_, index) => ['ACKNOWLEDGED', 'REFUSED', 'UNKNOWN'][index % 3]),
    );
  });

  it('are recorded though Postgres refuses one of them', async () => {
    const started = await notifier.start(40);
    const results = await Promise.allSettled(
      started.map((attempt, index) =>
        notifier.deliveries.finish({
          ...ended(attempt, { state: 'ACKED' }),
          ...(index === 7 && { reply: { kind: 'none', reason: 'a zero \0 byte' } as const }),
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(results[7]?.status).toBe('rejected');
    expect(await subjectsIn('ACKED')).toHaveLength(39);
    expect(await subjectsIn('RETRYING')).toEqual([started[7]?.subject]);
  });

  it('leave the delivery to a later attempt, also when both end together', async () => {
    const [lost] = await notifier.start(1);
    await notifier.setClock('2025-11-22T06:00:11Z');
    const again = (await notifier.start(40)).find(({ subject }) => subject === lost?.subject);
    const late = ended(lost!, { state: 'RETRYING', delayMs: 1 });
    const [first, second] = await Promise.all([
      notifier.deliveries.finish(late),
      notifier.deliveries.finish(ended(again!, { state: 'ACKED' })),
    ]);
    expect([first, second?.state]).toEqual([undefined, 'ACKED']);
  });

  it('follow claims that need no new entry in an index, as long as their page has room', async () => {
    const updates = async () => {
      await notifier.sql('select pg_stat_force_next_flush()');
      const [row] = await notifier.sql<{ all: number; hot: number }>(
        `select n_tup_upd::int as all, n_tup_hot_upd::int as hot from pg_stat_user_tables
         where schemaname = 'notifier' and relname = 'delivery'`,
      );
      return row!;
    };
    await notifier.service.destroy();
    await notifier.service.initialize();
    const before = await updates();
    await notifier.start(40);
    await notifier.service.destroy();
    await notifier.service.initialize();
    const after = await updates();
    expect(after.all - before.all).toBe(40);
    expect(after.hot - before.hot).toBeGreaterThanOrEqual(15);
  });
});
