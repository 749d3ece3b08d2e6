import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';
import { exitCodes } from '../terminal/exit';

type Orders = Readonly<Record<string, string>>;
type States = Readonly<Record<string, string>>;

/** Orders by id with their state, pages of two, and the states of their notices. */
function services(orders: Orders, states: States, underWay: readonly string[] = []) {
  const pages = Object.entries(orders).map(([paymentRequestId, state]) => ({ paymentRequestId, state }));
  const payments = new FakeEndpoint((path, body) => {
    if (path.endsWith('/repair')) {
      const asked = (body as { paymentRequestIds: string[] }).paymentRequestIds;
      const mended = asked.filter((id) => !underWay.includes(id));
      return {
        mended: mended.map((paymentRequestId) => ({ paymentRequestId, fact: 'PaymentSettled' })),
        underWay: asked.filter((id) => underWay.includes(id)),
      };
    }
    const from = Number(new URLSearchParams(path.split('?')[1]).get('after') ?? 0);
    return { orders: pages.slice(from, from + 2), ...(from + 2 < pages.length && { next: String(from + 2) }) };
  });
  const notifier = new FakeEndpoint((path, body) => {
    if (path.endsWith('/retention')) return { days: 90 };
    const known = (body as { subjects: string[] }).subjects.filter((subject) => states[subject]);
    return { states: known.map((subject) => ({ subject, state: states[subject], kind: 'NOTIFY_PAYMENT' })) };
  });
  const repaired = () => payments.calls.filter(([path]) => path.endsWith('/repair')).map(([, body]) => body);
  const auth = new FakeEndpoint(() => ({ agreements: [] }));
  const endpoints = { payments, notifier, auth, otp: auth };
  const run = (...args: string[]) => runCli(['notices', 'repair', ...args], (service) => endpoints[service]);
  return { payments, run, repaired };
}

describe('notices repair', () => {
  const paid = { p1: 'PAID', p2: 'PAID', p3: 'FAILED', p4: 'CLOSED', p5: 'CANCELLED' };

  it('has every page told again where a notice is missing, and says what it did', async () => {
    const { run, repaired } = services(paid, { p1: 'ACKED', p3: 'RETRYING', p4: 'DEAD' }, ['p5']);
    const { exitCode, out } = await run(...sure);
    expect(exitCode).toBe(exitCodes.ok);
    expect(repaired()).toEqual([
      { paymentRequestIds: ['p2'], ...note },
      { paymentRequestIds: ['p5'], ...note },
    ]);
    expect(out).toMatch(/^p2 +PaymentSettled +told again$/m);
    expect(out).toMatch(/^p5 +- +under way$/m);
    expect(out).toContain('of 5 orders 1 are told again, 1 are under way');
  });

  it.each([
    ['RETRYING', ['p5']],
    ['DEAD', ['p5']],
    ['SUPERSEDED', []],
    ['ACKED', []],
    ['RESOLVED', []],
  ])('takes the notice of a cancelled payment for withdrawn or not: %s', async (state, ids) => {
    const { run, repaired } = services({ p5: 'CANCELLED' }, { p5: state });
    await run(...sure);
    expect(repaired()).toEqual(ids.length === 0 ? [] : [{ paymentRequestIds: ids, ...note }]);
  });

  it('only says what it would do in a dry run, which needs no reason', async () => {
    const { run, repaired } = services({ p1: 'PAID' }, {});
    const { out } = await run('--dry-run');
    expect(repaired()).toEqual([{ paymentRequestIds: ['p1'], dryRun: true }]);
    expect(out).toContain('of 1 orders 1 would be told again, 0 are under way');
    expect(JSON.parse((await run('--dry-run', '--json')).out)).toMatchObject({
      dryRun: true,
      looked: 1,
      underWay: [],
      mended: [{ paymentRequestId: 'p1', fact: 'PaymentSettled' }],
    });
  });

  it('changes nothing without a reason', async () => {
    const { run, repaired } = services({ p1: 'PAID' }, {});
    expect((await run('--yes')).exitCode).toBe(exitCodes.usage);
    expect(repaired()).toEqual([]);
  });

  it('does not go back beyond what the notifier remembers', async () => {
    const { run, payments } = services({ p1: 'PAID' }, {});
    const { exitCode, err } = await run('--since', '2020-01-01', ...sure);
    expect([exitCode, err]).toEqual([exitCodes.usage, expect.stringContaining('may be forgotten')]);
    expect(payments.calls).toEqual([]);
  });
});

describe('notices repair of agreements', () => {
  const told = (agreementId: string, fact: string) => ({
    agreementId,
    authClientId: 'c',
    referenceAgreementId: `a-${agreementId}`,
    fact,
  });
  const all = [
    told('1', 'TokenCreated'),
    told('2', 'TokenCreated'),
    told('3', 'TokenCancelled'),
    told('4', 'TokenCancelled'),
    told('5', 'TokenCreated'),
  ];
  const notices = { 'a-1': 'TOKEN_CREATED', 'a-3': 'TOKEN_CREATED', 'a-4': 'TOKEN_CANCELED' } as Record<string, string>;

  function services() {
    const auth = new FakeEndpoint((path, body) => {
      if (path.endsWith('/repair')) {
        const asked = (body as { agreementIds: string[] }).agreementIds;
        const of = (id: string) => all.filter(({ agreementId }) => agreementId === id && asked.includes(id));
        return { mended: of('2'), underWay: of('3'), lost: of('5') };
      }
      const from = Number(new URLSearchParams(path.split('?')[1]).get('after') ?? 0);
      return { agreements: all.slice(from, from + 3), ...(from === 0 && { next: '3' }) };
    });
    const payments = new FakeEndpoint(() => ({ orders: [] }));
    const notifier = new FakeEndpoint((path, body) => {
      if (path.endsWith('/retention')) return { days: 90 };
      const states = (body as { subjects: string[] }).subjects.flatMap((subject) => {
        const kind = notices[(JSON.parse(subject) as string[])[1] ?? ''];
        return kind ? [{ subject, kind, state: 'ACKED' }] : [];
      });
      return { states };
    });
    const endpoints = { payments, notifier, auth, otp: auth };
    const run = (...args: string[]) => runCli(['notices', 'repair', ...args], (service) => endpoints[service]);
    return { run, repaired: () => auth.calls.filter(([path]) => path.endsWith('/repair')).map(([, body]) => body) };
  }

  it('has every page told again where the last notice is missing, and says what it could not', async () => {
    const { run, repaired } = services();
    const { exitCode, out } = await run(...sure);
    expect(exitCode).toBe(exitCodes.ok);
    expect(repaired()).toEqual([
      { agreementIds: ['2', '3'], ...note },
      { agreementIds: ['5'], ...note },
    ]);
    expect(out).toMatch(/^\["c","a-2"\] +TokenCreated +told again$/m);
    expect(out).toMatch(/^\["c","a-3"\] +TokenCancelled +under way$/m);
    expect(out).toMatch(/^\["c","a-5"\] +TokenCreated +lost: no copy is kept$/m);
    expect(out).toContain('of 5 agreements 1 are told again, 1 are under way, 1 are lost');
  });

  it('only says what it would do in a dry run', async () => {
    const { run, repaired } = services();
    expect(JSON.parse((await run('--dry-run', '--json')).out)).toMatchObject({
      dryRun: true,
      looked: 0,
      agreements: { looked: 5, mended: [all[1]], underWay: [all[2]], lost: [all[4]] },
    });
    expect(repaired()).toEqual([
      { agreementIds: ['2', '3'], dryRun: true },
      { agreementIds: ['5'], dryRun: true },
    ]);
  });
});
