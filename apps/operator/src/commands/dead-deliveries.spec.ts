import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';
import { CommandFailed, exitCodes } from '../terminal/exit';

const path = '/operator/v1/deliveries';
const times = { createdAt: '2025-11-22T06:00:00.000Z', updatedAt: '2025-11-22T06:00:01.000Z' };
const delivery = {
  deliveryId: '4711',
  kind: 'NOTIFY_PAYMENT',
  subject: 'p-1',
  state: 'RESOLVED',
  attempts: 1,
  ...times,
};

const payment = (paymentRequestId: string) => ({
  order: { paymentRequestId, state: 'PAID' },
  events: [],
  refunds: [],
  postings: [],
});

describe('deliveries replay', () => {
  const counting = (matched: number, replayed: number) =>
    new FakeEndpoint((_path, body) => ({ matched, replayed: (body as { dryRun?: true }).dryRun ? 0 : replayed }));
  const replay = (...args: string[]) => ['deliveries', 'replay', ...args];

  it.each([
    [['4711', '4712'], { ids: ['4711', '4712'] }],
    [['--subject', '["a","r"]'], { subject: '["a","r"]' }],
    [['--kind', 'NOTIFY_PAYMENT'], { kind: 'NOTIFY_PAYMENT' }],
    [['--all'], {}],
  ])('%j names the DEAD ones that are sent again', async (args, filter) => {
    const endpoint = counting(2, 2);
    const { out, service } = await runCli(replay(...args, ...sure), endpoint);
    expect([out, service]).toEqual(['2 of 2 DEAD deliveries are sent again\n', 'notifier']);
    expect(endpoint.calls).toEqual([[`${path}/replay`, { filter: { state: 'DEAD', ...filter }, ...note }]]);
  });

  it.each([
    [['--yes'], '1 of 1 DEAD deliveries are sent again'],
    [['--dry-run'], '1 DEAD deliveries would be sent again'],
  ])('%j says that some of those named are not DEAD', async (args, done) => {
    const { out } = await runCli(replay('4711', '4712', ...sure, ...args), counting(1, 1));
    expect(out).toBe(`${done}; not DEAD, or not there: 1 of the 2 that you named\n`);
  });

  it('takes any id of a payment', async () => {
    const payments = new FakeEndpoint(() => payment('p-1'));
    const notifier = counting(1, 1);
    const of = (service: string) => (service === 'payments' ? payments : notifier);
    await runCli(replay('--subject', 'our-id', ...sure), of);
    expect(payments.calls).toEqual([['/operator/v1/payments/our-id']]);
    expect(notifier.calls).toMatchObject([[`${path}/replay`, { filter: { subject: 'p-1' } }]]);
  });

  it('only counts them in a dry run, which needs no reason', async () => {
    const endpoint = counting(7, 7);
    expect((await runCli(replay('--all', '--dry-run'), endpoint)).out).toBe('7 DEAD deliveries would be sent again\n');
    expect(endpoint.calls).toEqual([[`${path}/replay`, { filter: { state: 'DEAD' }, dryRun: true }]]);
  });

  it('goes at a rate, and says when some are left', async () => {
    const endpoint = counting(10_001, 10_000);
    const { out } = await runCli(replay('--all', '--rate', '50', ...sure), endpoint);
    expect(out).toBe('10000 of 10001 DEAD deliveries are sent again; run it again for the others\n');
    expect(endpoint.calls).toMatchObject([[`${path}/replay`, { ratePerSecond: 50 }]]);
    const json = await runCli(replay('--all', ...sure, '--json'), endpoint);
    expect(JSON.parse(json.out)).toEqual({ matched: 10_001, replayed: 10_000 });
  });

  it('asks with the number of them', async () => {
    const asked: string[] = [];
    const ask = (question: string) => Promise.resolve(['yes', asked.push(question)][0] as string);
    const endpoint = counting(7, 7);
    expect((await runCli(replay('--all', '--reason', 'r'), endpoint, { ask, user: 'olga' })).out).toContain('7 of 7');
    expect(asked).toEqual(['Send 7 DEAD deliveries to Alipay+ again.\nType yes: ']);
    expect(endpoint.calls).toHaveLength(2);
  });
});

describe('deliveries resolve', () => {
  it('says what is closed', async () => {
    const endpoint = new FakeEndpoint(() => ({ delivery }));
    const { out } = await runCli(['deliveries', 'resolve', '4711', ...sure], endpoint);
    expect(out).toBe('delivery 4711 (NOTIFY_PAYMENT of p-1) is RESOLVED\n');
    expect(endpoint.calls).toEqual([[`${path}/4711/resolve`, note]]);
    const json = await runCli(['deliveries', 'resolve', '4711', ...sure, '--json'], endpoint);
    expect(JSON.parse(json.out)).toEqual({ delivery });
  });

  it('ends with the words of the notifier when that one is not DEAD', async () => {
    const message = 'the delivery is ACKED: only a DEAD one is resolved';
    const endpoint = new FakeEndpoint(() => Promise.reject(new CommandFailed(exitCodes.refused, message)));
    const { exitCode, err } = await runCli(['deliveries', 'resolve', '4712', ...sure], endpoint);
    expect([exitCode, err]).toEqual([exitCodes.refused, `error: ${message}\n`]);
  });
});
