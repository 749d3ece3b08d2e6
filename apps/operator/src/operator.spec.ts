import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeEndpoint, note, runCli, sure } from '../test/run-cli';
import type { OperatorCalls } from './client/client';
import { CommandFailed, exitCodes } from './terminal/exit';

const customer = {
  customerId: '2160000000000001',
  loginIds: [{ type: 'MOBILE', value: '********2345' }],
  status: 'FROZEN',
  kycLevel: 1,
  version: 2,
  createdAt: '2026-01-02T03:04:05.678Z',
  updatedAt: '2026-01-02T03:04:05.678Z',
};

const folder = mkdtempSync(join(tmpdir(), 'operator-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (args: string, endpoint: OperatorCalls = new FakeEndpoint(() => ({}))) =>
  runCli(args.split(' ').filter(Boolean), endpoint, { folder });

describe('the command line', () => {
  it.each(['--help', 'customer --help', 'customer import --help', 'customer show --help', 'customer freeze --help'])(
    '%s shows help and exits 0',
    async (args) => {
      const { exitCode, out, err } = await run(args);
      expect([exitCode, err]).toEqual([exitCodes.ok, '']);
      expect(out).toContain('Usage: operator');
    },
  );

  it.each([
    ...['import', 'show', 'freeze', 'unfreeze', 'close', 'renumber', 'kyc', 'credit', 'limits'].map(
      (name) => `customer ${name}`,
    ),
    ...['list', 'show', 'approve', 'refuse'].map((name) => `approvals ${name}`),
    'agreement list',
    'agreement revoke',
    'payment show',
    'verify-books',
    ...['list', 'show', 'replay', 'resolve'].map((name) => `deliveries ${name}`),
    ...['list', 'show', 'replay'].map((name) => `dead-letters ${name}`),
  ])('has examples in the help of %s', async (name) => {
    const { exitCode, out } = await run(`${name} --help`);
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toContain(`npm run operator -- ${name}`);
  });

  it.each([
    '',
    'customer',
    'customers',
    'customer delete 1',
    'customer show',
    'customer show 1 2',
    'customer show 1 --xml',
    'agreement list',
    'agreement revoke',
    'agreement revoke 1 --yes --operator o',
    'customer close 1 --operator o --reason r',
    'customer import c.csv --yes --operator o',
    'customer renumber 1 --yes --operator o --reason r',
    'customer kyc 1 --yes --operator o --reason r',
    'customer credit 1 --currency HKD --reference r',
    'payment show',
    'deliveries show',
    'deliveries resolve',
    'deliveries list 1',
    'deliveries replay --yes --operator o --reason r',
    'dead-letters show 0-1',
    'dead-letters list --service gateway',
    'verify-books --since yesterday',
    'verify-books --since 2026-11-01T00:00:00',
  ])('%p is wrong usage', async (args) => {
    const { exitCode, out, err } = await run(args);
    expect([exitCode, out]).toEqual([exitCodes.usage, '']);
    expect(err).not.toBe('');
  });
});

describe('customer show', () => {
  const wallet = { accountId: 'A-1', currency: 'HKD', balance: '12050' };
  const limits = { single: '5000', dailyAmount: null, dailyCount: null };
  const answerTo = (path: string): unknown => {
    if (path.endsWith('/limits')) return limits;
    return path.includes('/statement') ? { ...wallet, lines: [] } : customer;
  };

  it('prints a customer with balance and limits, by any id', async () => {
    const endpoint = new FakeEndpoint(answerTo);
    const { exitCode, out } = await run('customer show +852/5241', endpoint);
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toMatch(/customer id +2160000000000001\nlogin id +\*{8}2345 \(MOBILE\)\nstatus +FROZEN\n/);
    expect(out).toMatch(/\nbalance +HKD 120\.50\nlimit: single +5000 \(minor units\)\nlimit: daily amount +default\n/);
    expect(endpoint.calls).toEqual([
      ['/operator/v1/customers/%2B852%2F5241'],
      ['/operator/v1/customers/2160000000000001/statement?limit=1'],
      ['/operator/v1/customers/2160000000000001/limits'],
    ]);
  });

  it('prints one JSON object with --json', async () => {
    const { out } = await run('customer show 1 --json', new FakeEndpoint(answerTo));
    expect(JSON.parse(out)).toEqual({ ...customer, wallet, limits });
  });

  it('shows one of a directory elsewhere who has no account yet', async () => {
    const { customerId, loginIds, status, kycLevel } = customer;
    const endpoint = new FakeEndpoint((path) => {
      if (!path.includes('/statement')) return { customerId, loginIds, status, kycLevel };
      throw new CommandFailed(exitCodes.refused, 'there is no such customer', 'not-found');
    });
    const { out } = await run('customer show C-1', endpoint);
    expect(out).toMatch(/\nKYC level +1\nbalance +no account yet\n$/);
  });

  it('does not take a refusal for want of an account', async () => {
    const endpoint = new FakeEndpoint((path) => {
      if (!path.includes('/statement')) return customer;
      throw new CommandFailed(exitCodes.unreachable, 'payments does not answer');
    });
    expect(await run('customer show 1', endpoint)).toMatchObject({ exitCode: exitCodes.unreachable, out: '' });
  });

  it.each([exitCodes.refused, exitCodes.unreachable])(
    'ends with %d and one line when it fails so',
    async (exitCode) => {
      const endpoint = new FakeEndpoint(() => Promise.reject(new CommandFailed(exitCode, 'not this time')));
      expect(await run('customer show 1', endpoint)).toMatchObject({
        exitCode,
        out: '',
        err: 'error: not this time\n',
      });
    },
  );
});

describe('customer freeze, unfreeze and close', () => {
  it.each([
    ['freeze', true, 'is now FROZEN'],
    ['unfreeze', false, 'was already FROZEN'],
    ['close', true, 'is now FROZEN'],
  ])('%s, changed %p', async (change, changed, words) => {
    const endpoint = new FakeEndpoint(() => ({ changed, customer }));
    const { exitCode, out } = await runCli(['customer', change, '852-52412345', ...sure], endpoint);
    expect([exitCode, out]).toEqual([exitCodes.ok, `customer 2160000000000001 ${words}\n`]);
    expect(endpoint.calls).toEqual([[`/operator/v1/customers/852-52412345/${change}`, note]]);
    const json = await runCli(['customer', change, '1', ...sure, '--json'], endpoint);
    expect(JSON.parse(json.out)).toEqual({ changed, customer });
  });
});

describe('customer renumber and kyc', () => {
  it.each([
    ['renumber', ['--to', '852-52412399'], { loginId: '852-52412399' }, 'login id ********2345'],
    ['kyc', ['--level', '2'], { kycLevel: 2 }, 'KYC level 1'],
    ['kyc', ['--level', 'two'], { kycLevel: 'two' }, 'KYC level 1'],
  ])('%s %j', async (change, args, body, has) => {
    for (const [changed, words] of [
      [true, 'now has'],
      [false, 'had already'],
    ] as const) {
      const endpoint = new FakeEndpoint(() => ({ changed, customer }));
      const { exitCode, out } = await runCli(['customer', change, '852-52412345', ...args, ...sure], endpoint);
      expect([exitCode, out]).toEqual([exitCodes.ok, `customer 2160000000000001 ${words} ${has}\n`]);
      expect(endpoint.calls).toEqual([[`/operator/v1/customers/852-52412345/${change}`, { ...body, ...note }]]);
      const json = await runCli(['customer', change, '1', ...args, ...sure, '--json'], endpoint);
      expect(JSON.parse(json.out)).toEqual({ changed, customer });
    }
  });
});

describe('customer close', () => {
  it.each([
    ['yes', exitCodes.ok, 1],
    ['no', exitCodes.refused, 0],
  ])('asks before: %s', async (typed, exitCode, calls) => {
    const endpoint = new FakeEndpoint(() => ({ changed: true, customer }));
    const asked: string[] = [];
    const ask = (question: string) => {
      asked.push(question);
      return Promise.resolve(typed);
    };
    const args = ['customer', 'close', '852-52412345', '--reason', 'has died', '--operator', 'olga'];
    expect(await runCli(args, endpoint, { ask })).toMatchObject({ exitCode });
    expect(asked).toEqual([expect.stringMatching(/^Close a customer for ever: .*852-52412345/)]);
    expect(endpoint.calls).toHaveLength(calls);
  });
});

describe('customer import', () => {
  const file = (rows: readonly string[]) =>
    writeFileSync(join(folder, 'c.csv'), ['loginId,currency,balance,status', ...rows].join('\n'));
  const row = (loginId: string) => `${loginId},HKD,100,ACTIVE`;
  const importing = (args: string, endpoint: OperatorCalls) =>
    runCli([...args.split(' '), ...sure], endpoint, { folder });
  interface Row {
    readonly line: number;
    readonly customer: { readonly loginId: string; readonly currency: string; readonly balance: string };
  }
  const rowsOf = (body: unknown) => (body as { rows: readonly Row[] }).rows;
  const imported = {
    kind: 'import',
    approvalId: '9f1c2d3e-0000-4000-8000-000000000000',
    customers: 2,
    sums: { HKD: '200' },
    ...{
      requestedBy: 'olga',
      requestReason: 'a test',
      requestedAt: '2026-01-02T00:00:00Z',
      expiresAt: '2026-01-05T00:00:00Z',
    },
  };
  const rejectedOf = (body: unknown) =>
    rowsOf(body).flatMap(({ line, customer: { loginId } }) =>
      loginId.startsWith('2') ? [{ line, reason: `bad ${loginId}` }] : [],
    );
  /** The first digit of a login id says what becomes of it: 0 created, 1 exists, 2 rejected. */
  const endpoint = (state = 'APPROVED') => {
    const staged: Row[] = [];
    return new FakeEndpoint((path, body) => {
      if (path.endsWith('/rows')) {
        staged.push(...rowsOf(body));
        return { rejected: rejectedOf(body) };
      }
      const created = staged.filter(({ customer: { loginId } }) => loginId.startsWith('0')).length;
      const existed = staged.filter(({ customer: { loginId } }) => loginId.startsWith('1')).length;
      const done = state === 'APPROVED' ? created : 0;
      const createdWith: Record<string, string> = done ? { HKD: String(done * 100) } : {};
      const report = { pending: created - done, created: done, createdWith, existed, rejected: [] };
      return { import: { ...imported, state }, report };
    });
  };

  it('counts what became of the rows', async () => {
    file(['0a', '0b', '1a'].map(row));
    const { exitCode, out, err } = await importing('customer import c.csv', endpoint());
    expect([exitCode, err]).toEqual([exitCodes.ok, '']);
    expect(out).toBe('created   2, with HKD 2.00\nexisted   1\nrejected  0\n');
  });

  it('says what it comes to before, and sends who and why with the rows', async () => {
    file([...['0a', '0b'].map(row), '0c,usd,250,ACTIVE', '0d,HKD,much,ACTIVE', '0e,HKD']);
    const fake = endpoint();
    const asked: string[] = [];
    const typing = (typed: string) => (question: string) => {
      asked.push(question);
      return Promise.resolve(typed);
    };
    const args = ['customer', 'import', 'c.csv', '--operator', 'olga', '--reason', 'a test'];
    expect((await runCli(args, fake, { folder, ask: typing('no') })).exitCode).toBe(exitCodes.refused);
    expect(fake.calls).toEqual([]);
    await runCli(args, fake, { folder, ask: typing('yes') });
    expect(asked[1]).toMatch(/^Register the 5 customers of c.csv, who begin with HKD 2.00 and USD 2.50\.\n/);
    const id = /^\/operator\/v1\/imports\/[0-9a-f-]{36}\//.exec(fake.calls[0]![0])?.[0];
    expect(fake.calls).toEqual([
      [`${id}rows`, { rows: expect.any(Array) as [], ...note }],
      [`${id}submit`, { rows: 4, ...note }],
    ]);
  });

  it('says what a second operator has to approve, and that nobody is there before', async () => {
    file(['0a', '1b', '0c'].map(row));
    const { exitCode, out } = await importing('customer import c.csv', endpoint('WAITING'));
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toMatch(
      new RegExp(`^waiting for approval ${imported.approvalId}: 2 customers with HKD 2.00 are regist`),
    );
    expect(out).toContain('created   0\nexisted   1\n');
    const json = await importing('customer import c.csv --json', endpoint('WAITING'));
    expect(JSON.parse(json.out)).toMatchObject({ created: 0, approval: { state: 'WAITING', sums: { HKD: '200' } } });
  });

  it('goes on with one that takes more than one call', async () => {
    file(['0a'].map(row));
    const fake = endpoint();
    let asked = 0;
    const slow = new FakeEndpoint(async (path, body) => {
      const answer = (await fake.answerTo(path, body)) as object;
      if (!path.endsWith('/submit') || ++asked > 1) return answer;
      return { ...answer, report: { pending: 1, created: 0, createdWith: {}, existed: 0, rejected: [] } };
    });
    expect((await importing('customer import c.csv', slow)).out).toContain('created   1, with HKD 1.00');
    expect(asked).toBe(2);
  });

  it('names the lines of what was rejected, by itself or by auth, and exits 1', async () => {
    file([row('2a'), '0b,HKD', row('0c'), '', row('2d')]);
    const { exitCode, out } = await importing('customer import c.csv', endpoint());
    expect(exitCode).toBe(exitCodes.refused);
    expect(out).toContain('rejected  3\n\nline 2  bad 2a\nline 3  has 2 columns instead of 4\nline 6  bad 2d\n');
    const json = await importing('customer import c.csv --json', endpoint());
    expect([json.exitCode, JSON.parse(json.out)]).toEqual([
      exitCodes.refused,
      {
        created: 1,
        createdWith: { HKD: '100' },
        existed: 0,
        rejected: [
          { line: 2, reason: 'bad 2a' },
          { line: 3, reason: 'has 2 columns instead of 4' },
          { line: 6, reason: 'bad 2d' },
        ],
      },
    ]);
  });

  it('sends 1,000 rows at once, and says how far it is when it takes long', async () => {
    file(Array.from({ length: 2_500 }, (_, index) => row(`${index === 1_999 ? 2 : 0}-${index}`)));
    const fake = endpoint();
    const started = Date.now();
    const now = jest.spyOn(Date, 'now').mockImplementation(() => started + 1_500 * fake.calls.length);
    const { out, err } = await importing('customer import c.csv', fake);
    now.mockRestore();
    expect(fake.calls.slice(0, 3).map(([, body]) => rowsOf(body).length)).toEqual([1_000, 1_000, 500]);
    expect(fake.calls[3]![1]).toMatchObject({ rows: 2_499 });
    expect(out).toContain('line 2001  bad 2-1999');
    expect(err).toBe('2000 of 2500 rows sent\n');
  });

  it('sends nothing of a file that is no proper CSV', async () => {
    file([...Array.from({ length: 1_500 }, () => row('0')), '"0']);
    const fake = endpoint();
    expect((await importing('customer import c.csv', fake)).exitCode).toBe(exitCodes.usage);
    expect(fake.calls).toEqual([]);
    expect((await importing('customer import none.csv', fake)).exitCode).toBe(exitCodes.usage);
  });

  it('says how far it came when auth goes away', async () => {
    file(Array.from({ length: 1_500 }, () => row('0')));
    const good = endpoint();
    const failing: OperatorCalls = {
      call: (called, options) =>
        good.calls.length < 1
          ? good.call(called, options)
          : Promise.reject(new CommandFailed(exitCodes.unreachable, 'gone')),
    };
    const { exitCode, err } = await importing('customer import c.csv', failing);
    expect(exitCode).toBe(exitCodes.unreachable);
    expect(err).toMatch(/^error: gone \(at the step rows; importing the file again .*\n$/);
  });
});
