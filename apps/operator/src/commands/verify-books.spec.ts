import { FakeEndpoint, runCli } from '../../test/run-cli';
import type { Check } from '@wallet/operator-contract';
import { invariants } from '../books/invariants';
import { exitCodes } from '../terminal/exit';

const provenBy = (service: string): Check[] =>
  invariants
    .filter(({ by }) => typeof by !== 'string' && (by as readonly string[]).includes(service))
    .map(({ id, name }) => ({ id, name, status: 'ok' }));

const ledger = {
  trialBalance: [
    { currency: 'HKD', kind: 'WALLET', debit: '12050', credit: '0' },
    { currency: 'HKD', kind: 'SETTLEMENT_PAYABLE', debit: '0', credit: '12050' },
  ],
  clearing: [
    {
      accountId: 'settlement-payable:HKD',
      currency: 'HKD',
      balance: '12050',
      ageing: { '0-1d': '12050', '2-7d': '0', '8-30d': '0', '>30d': '0' },
    },
  ],
};

const settled = (path: string) => new URLSearchParams(path.split('?')[1]).get('since');

function endpoints(
  change: (service: string, checks: Check[]) => Check[] = (_service, checks) => checks,
  days = 36_500,
) {
  const fakes = new Map<string, FakeEndpoint>();
  const of = (service: string) => {
    const fake = new FakeEndpoint((path) => {
      if (path.includes('/settled')) return { payments: [] };
      if (path.includes('/notices')) return { agreements: [] };
      if (path.includes('/retention')) return { days };
      return { checks: change(service, provenBy(service)), ...(service === 'payments' && ledger) };
    });
    fakes.set(service, fake);
    return fake;
  };
  return { of, fakes };
}

const run = (of: (service: string) => FakeEndpoint, ...args: string[]) => runCli(['verify-books', ...args], of);
const parse = (out: string) => JSON.parse(out) as { checks: { id: string; status: string; faults?: object[] }[] };

describe('verify-books', () => {
  it('has one line for each invariant that is proven here', async () => {
    const { out } = await run(endpoints().of);
    const proven = invariants.filter(({ by }) => typeof by !== 'string').map(({ id }) => id);
    expect(
      out
        .split('\n\n')[0]
        ?.split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(proven);
    expect(out).not.toContain('not applicable');
  });

  it('has one line for each invariant if all are asked for, and says why one is not proven here', async () => {
    const { exitCode, out } = await run(endpoints().of, '--all');
    expect(exitCode).toBe(exitCodes.ok);
    const lines = out.split('\n').slice(0, 20);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(invariants.map(({ id }) => id));
    expect(lines.filter((line) => /^I\d+ +not applicable here +.+ \(.+\)$/.test(line))).toHaveLength(6);
    expect(out).toMatch(/^HKD +in all +HKD 120.50 +HKD 120.50$/m);
    expect(out).toMatch(/^settlement-payable:HKD +HKD 120.50 +HKD 120.50 +HKD 0.00 +HKD 0.00 +HKD 0.00$/m);
  });

  it('names what is broken, with its first rows, and exits 1', async () => {
    const fault = { name: 'a sum is a sum', detail: '2 rows', rows: [{ account: 'wallet:1' }] };
    const { of } = endpoints((service, checks) =>
      service === 'payments' ? [...checks, { id: 'I2', status: 'broken', ...fault }] : checks,
    );
    const { exitCode, out } = await run(of);
    expect(exitCode).toBe(exitCodes.refused);
    expect(out).toMatch(/^I2 +BROKEN /m);
    expect(out).toContain('I2 is broken in payments: 2 rows\n  must be: a sum is a sum\n  {"account":"wallet:1"}\n');
    const { checks } = parse((await run(of, '--json')).out);
    expect(checks.filter(({ status }) => status === 'broken')).toMatchObject([
      { id: 'I2', faults: [{ service: 'payments', ...fault }] },
    ]);
  });

  it('names what refunds left on a trading account, though nothing is broken', async () => {
    const left = [
      { accountId: 'currency-trading:HKD', currency: 'HKD', amount: '4', payments: 1, examples: ['pay-1'] },
    ];
    const { of } = endpoints();
    const { exitCode, out } = await run((service) => {
      const endpoint = of(service);
      if (service !== 'payments') return endpoint;
      return new FakeEndpoint((path) =>
        path.includes('/settled') ? { payments: [] } : { checks: provenBy(service), ...ledger, left },
      );
    });
    expect(exitCode).toBe(exitCodes.ok);
    expect(out).toMatch(/^currency-trading:HKD +HKD 0.04 +1 +pay-1$/m);
    expect((await run(endpoints().of)).out).not.toContain('stuck');
  });

  it.each<[string, (check: Check) => Check[]]>([
    ['says nothing of it', () => []],
    ['says that it cannot', (check) => [{ ...check, status: 'not-applicable' }]],
  ])('takes nothing for proven when a service %s', async (_name, without) => {
    const { of } = endpoints((service, checks) =>
      checks.flatMap((check) => (service === 'auth' && check.id === 'I12' ? without(check) : [check])),
    );
    const { exitCode, out } = await run(of, '--json');
    expect(exitCode).toBe(exitCodes.refused);
    expect(parse(out).checks.filter(({ status }) => status === 'broken')).toMatchObject([
      { id: 'I12', faults: [{ service: 'auth' }] },
    ]);
  });

  it.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T00:00:00+08:00', '2026-10-31T16:00:00.000Z'],
  ])('compares notices with what was paid since %s', async (since, sent) => {
    const { of, fakes } = endpoints();
    await run(of, '--since', since);
    expect(fakes.get('payments')?.calls.map(([path]) => settled(path))).toEqual([null, sent]);
  });

  it.each([[90], [1]])('compares them as far back as notifier keeps them: %d days, less an hour', async (days) => {
    for (const args of [[], ['--since', '2020-01-01']]) {
      const { of, fakes } = endpoints((_service, checks) => checks, days);
      await run(of, ...args);
      const since = Date.parse(settled(fakes.get('payments')?.calls[1]?.[0] ?? '') ?? '');
      expect((Date.now() - since) / 86_400_000).toBeCloseTo(days - 1 / 24, 2);
    }
  });

  it('refuses a time that is none', async () => {
    const { of } = endpoints();
    expect((await run(of, '--since', 'yesterday')).exitCode).toBe(exitCodes.usage);
  });
});
