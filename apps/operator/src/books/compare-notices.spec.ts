import { FakeEndpoint } from '../../test/run-cli';
import { CompareNotices } from './compare-notices';

type Notices = Readonly<Record<string, readonly string[]>>;

/** Payments by id, and the states of their notices at each look: the last look is as the one before. */
function booksOf(settled: Readonly<Record<string, string>>, looks: readonly Notices[]) {
  let look = 0;
  const payments = new FakeEndpoint((path) => {
    const after = new URLSearchParams(path.split('?')[1]).get('after') ?? '';
    const ids = Object.keys(settled).filter((id) => id > after);
    return { payments: ids.slice(0, 1_000).map((id) => ({ paymentRequestId: id, state: settled[id] })) };
  });
  const notifier = new FakeEndpoint((_path, body) => {
    const notices = looks[Math.min(look++, looks.length - 1)] ?? {};
    const { subjects } = body as { subjects: string[] };
    const of = (subject: string) =>
      (notices[subject] ?? []).map((state) => ({ subject, state, kind: 'NOTIFY_PAYMENT' }));
    return { states: [...subjects.flatMap(of), { subject: 'p1', state: 'DEAD', kind: 'TOKEN_CREATED' }] };
  });
  return { payments, notifier };
}

const since = '2026-11-01T00:00:00.000Z';
const compare = (books: ReturnType<typeof booksOf>, progress: (compared: number) => void = () => undefined) =>
  new CompareNotices(books, { looks: 3, pauseMs: 0 }).execute(since, progress);

describe('the notices of payments', () => {
  it.each([
    ['PAID', ['ACKED']],
    ['PAID', ['RETRYING']],
    ['PAID', ['DEAD']],
    ['PAID', ['RESOLVED']],
    ['CANCELLED', ['ACKED']],
    ['CANCELLED', ['SUPERSEDED']],
  ])('are right of a %s one: %j', async (state, states) => {
    expect(await compare(booksOf({ p1: state }, [{ p1: states }]))).toMatchObject({ id: 'I7', status: 'ok' });
  });

  it.each([
    ['PAID', []],
    ['PAID', ['SUPERSEDED']],
    ['PAID', ['ACKED', 'ACKED']],
    ['CANCELLED', []],
    ['CANCELLED', ['RETRYING']],
    ['CANCELLED', ['DEAD']],
  ])('are wrong of a %s one: %j', async (state, states) => {
    expect(await compare(booksOf({ p1: state }, [{ p1: states }]))).toMatchObject({
      id: 'I7',
      status: 'broken',
      detail: '1 payment',
      rows: [{ paymentRequestId: 'p1', state, notices: states.join() || 'none' }],
    });
  });

  it('may be on their way: what is missing is looked for again', async () => {
    const books = booksOf({ p1: 'PAID' }, [{}, {}, { p1: ['RETRYING'] }]);
    expect(await compare(books)).toMatchObject({ status: 'ok' });
    expect(books.notifier.calls).toHaveLength(3);
  });

  it('are compared page by page, the first faulty ones named', async () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => `p${1_000 + index}`);
    const books = booksOf(Object.fromEntries(ids.map((id) => [id, 'PAID'])), [{}]);
    const progress: number[] = [];
    const { detail, rows } = await compare(books, (compared) => progress.push(compared));
    expect([detail, rows?.length, rows?.[0]?.['paymentRequestId']]).toEqual(['2000 payments', 10, 'p1000']);
    expect(progress).toEqual([1_000, 2_000, 2_000]);
    const pages = books.payments.calls.map(([path]) => new URLSearchParams(path.split('?')[1]));
    const first = pages.filter((page) => !page.has('after'));
    expect(first).toHaveLength(4);
    expect(Object.fromEntries(pages.at(-1)!)).toEqual({ after: 'p2999', since, limit: '1000' });
  });

  it.each([
    ['a moment', '2026-11-01T00:00:59Z', 'ok'],
    ['long', '2026-11-01T00:01:01Z', 'broken'],
  ])('of a cancelled one that was acknowledged %s afterwards', async (_, acknowledgedAt, status) => {
    const cancelled = { paymentRequestId: 'p1', state: 'CANCELLED', cancelledAt: '2026-11-01T00:00:00Z' };
    const notice = { subject: 'p1', kind: 'NOTIFY_PAYMENT', state: 'ACKED', acknowledgedAt };
    const books = {
      payments: new FakeEndpoint(() => ({ payments: [cancelled] })),
      notifier: new FakeEndpoint(() => ({ states: [notice] })),
    };
    const found = await compare(books);
    expect(found.status).toBe(status);
    if (found.status === 'broken') expect(found.rows).toMatchObject([{ notices: 'ACKED after the cancellation' }]);
  });
});
