import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';

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

  it('says what the customer got, and has', async () => {
    const endpoint = new FakeEndpoint(() => credited);
    const { out, service } = await runCli([...args, ...sure], endpoint);
    expect([out, service]).toEqual([
      'customer 2160000000000001 got HKD 50.00 (transaction t-1); the balance is HKD 1050.00\n',
      'payments',
    ]);
    const amount = { currency: 'HKD', value: '5000' };
    expect(endpoint.calls).toEqual([[`${path}/credit`, { amount, reference: 'T-17', ...note }]]);
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
    const { out } = await runCli([...args, ...sure], new FakeEndpoint(() => ({ ...credited, repeated: true })));
    expect(out).toContain('T-17 was credited before');
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
    expect(endpoint.calls).toEqual([[`${path}/limits`]]);
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
    expect(endpoint.calls).toEqual([
      [`PUT ${path}/limits`, { single: '12049', dailyAmount: null, ...note }],
      [`PUT ${path}/limits`, { dailyCount: 3, ...note }],
      [`PUT ${path}/limits`, { dailyCount: 'three', ...note }],
    ]);
  });
});
