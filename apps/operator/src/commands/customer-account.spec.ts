import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';
import { CommandFailed } from '../terminal/exit';

const path = '/operator/v1/customers/2160000000000001';

describe('customer credit', () => {
  const args = [
    'customer',
    'credit',
    '2160000000000001',
    '--amount',
    '5000',
    '--currency',
    'HKD',
    '--reference',
    'T-17',
  ];
  const credited = { balance: { currency: 'HKD', value: '105000' }, transactionId: 't-1', repeated: false };
  const limits = { single: null, dailyAmount: null, dailyCount: null };
  const payments = (answer = credited) => new FakeEndpoint((called) => (called.endsWith('/limits') ? limits : answer));

  it('says what the customer got, and has', async () => {
    const endpoint = payments();
    const { out, service } = await runCli([...args, ...sure], endpoint);
    expect([out, service]).toEqual([
      'customer 2160000000000001 got HKD 50.00 (transaction t-1); the balance is HKD 1050.00\n',
      'payments',
    ]);
    const amount = { currency: 'HKD', value: '5000' };
    expect(endpoint.calls).toEqual([[`${path}/limits`], [`${path}/credit`, { amount, reference: 'T-17', ...note }]]);
    expect(JSON.parse((await runCli([...args, ...sure, '--json'], endpoint)).out)).toEqual(credited);
  });

  it.each(['120.50', '012050', '-5', '1e5', ' 5', '', '12050 HKD', '1'.repeat(19)])(
    'takes no amount of %j',
    async (amount) => {
      const endpoint = new FakeEndpoint(() => credited);
      const typed = args.map((word) => (word === '5000' ? amount : word));
      const { err, exitCode } = await runCli([...typed, ...sure], endpoint);
      expect([exitCode, err]).toEqual([2, expect.stringContaining('minor units, e.g. 12050')]);
      expect(endpoint.calls).toEqual([]);
    },
  );

  it('says when the reference was there before', async () => {
    const { out } = await runCli([...args, ...sure], payments({ ...credited, repeated: true }));
    expect(out).toContain('T-17 was credited before');
  });

  describe('of a customer whom payments does not know', () => {
    const byNumber = args.map((arg) => (arg === '2160000000000001' ? '852-52412345' : arg));
    const notFound = new CommandFailed(1, 'payments knows no customer', 'not-found');
    const auth = (known: boolean) =>
      new FakeEndpoint(() => {
        if (!known) throw new CommandFailed(1, 'there is no customer', 'not-found');
        return { customerId: '2160000000000001', loginIds: [], status: 'ACTIVE', kycLevel: 1 };
      });
    const stranger = (has: boolean) =>
      new FakeEndpoint((called) => {
        if (called === `${path}/credit` && has) return credited;
        throw notFound;
      });
    const run = (known: boolean, has: boolean) => {
      const endpoints = { auth: auth(known), payments: stranger(has) };
      const asked = runCli([...byNumber, ...sure], (service) => endpoints[service as keyof typeof endpoints]);
      return asked.then((ended) => ({ ...ended, endpoints }));
    };

    it('asks auth, which tells payments of him, and then credits him', async () => {
      const { exitCode, out, endpoints } = await run(true, true);
      expect([exitCode, out]).toEqual([0, expect.stringContaining('customer 2160000000000001 got HKD 50.00')]);
      expect(endpoints.auth.calls).toEqual([['/operator/v1/customers/852-52412345']]);
    });

    it('says to do it again while payments has not heard of him, and no when auth does not know him either', async () => {
      expect(await run(true, false)).toMatchObject({ exitCode: 3, err: expect.stringContaining('again') as string });
      expect(await run(false, false)).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('no customer') as string,
      });
    });
  });
});

describe('customer limits', () => {
  const own = { single: '12049', dailyAmount: null, dailyCount: 3 };
  const run = (endpoint: FakeEndpoint, ...args: string[]) =>
    runCli(['customer', 'limits', '2160000000000001', ...args], endpoint);

  it('shows them when none is given', async () => {
    const endpoint = new FakeEndpoint(() => own);
    const { out } = await run(endpoint);
    expect(out).toBe('single        12049 (minor units)\ndaily amount  default\ndaily count   3\n');
    expect(endpoint.calls).toEqual([[`${path}/limits`], [`${path}/limits`]]);
  });

  it.each([
    ['--single', '500.00'],
    ['--daily-amount', 'none'],
  ])('takes no %s of %s', async (option, amount) => {
    const endpoint = new FakeEndpoint(() => own);
    const { err, exitCode } = await run(endpoint, option, amount, ...sure);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('minor units, e.g. 12050')]);
    expect(endpoint.calls).toEqual([]);
  });

  it('sets those that are given, or gives them back to the settings', async () => {
    const endpoint = new FakeEndpoint(() => own);
    const json = await run(endpoint, '--single', '12049', '--daily-amount', 'default', ...sure, '--json');
    await run(endpoint, '--daily-count', '3', ...sure);
    await run(endpoint, '--daily-count', 'three', ...sure);
    expect(JSON.parse(json.out)).toEqual(own);
    expect(endpoint.calls.filter(([called]) => called.startsWith('PUT'))).toEqual([
      [`PUT ${path}/limits`, { single: '12049', dailyAmount: null, ...note }],
      [`PUT ${path}/limits`, { dailyCount: 3, ...note }],
      [`PUT ${path}/limits`, { dailyCount: 'three', ...note }],
    ]);
  });
});
