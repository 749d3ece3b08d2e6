import { CommandFailed } from '../terminal/exit';
import { FakeEndpoint, note, runCli, sure } from '../../test/run-cli';

const approvalId = '9f1c2d3e-0000-4000-8000-000000000000';
const approval = {
  approvalId,
  state: 'WAITING',
  customerId: '2160000000000001',
  reference: 'T-17',
  amount: { currency: 'HKD', value: '20000000' },
  requestedBy: 'a.lee',
  requestReason: 'cash',
  requestedAt: '2026-01-02T00:00:00.000Z',
  expiresAt: '2026-01-05T00:00:00.000Z',
};
const limits = { single: null, dailyAmount: null, dailyCount: null };
const path = `/operator/v1/approvals/${approvalId}`;

describe('approvals', () => {
  it('are what a large credit waits for', async () => {
    const args = ['customer', 'credit', '2160000000000001', '--amount', '20000000', '--currency', 'HKD'];
    const { exitCode, out } = await runCli(
      [...args, '--reference', 'T-17', ...sure],
      new FakeEndpoint((asked) => (asked.endsWith('/limits') ? limits : { approval })),
    );
    expect([exitCode, out]).toEqual([
      0,
      expect.stringMatching(`^waiting for approval ${approvalId}: nothing is credited`),
    ]);
  });

  it('are listed and shown', async () => {
    const endpoint = new FakeEndpoint((asked) => (asked.includes('?') ? { approvals: [approval] } : approval));
    expect((await runCli(['approvals', 'list'], endpoint)).out).toContain('HKD 200000.00');
    await runCli(['approvals', 'list', '--state', 'all', '--limit', '7'], endpoint);
    expect((await runCli(['approvals', 'show', approvalId], endpoint)).out).toContain('a.lee, 2026-01-02');
    expect(endpoint.calls).toEqual([
      ['/operator/v1/approvals?limit=50&state=WAITING'],
      ['/operator/v1/approvals?limit=50&state=WAITING'],
      ['/operator/v1/approvals?limit=7'],
      ['/operator/v1/approvals?limit=7'],
      [path],
    ]);
  });

  it.each(['approve', 'refuse'])('%s says what became of it', async (verdict) => {
    const answer = { approval: { ...approval, state: 'DECIDED' }, repeated: false };
    const endpoint = new FakeEndpoint(() => answer);
    const { out, service } = await runCli(['approvals', verdict, approvalId, ...sure], endpoint);
    expect(out).toBe(`approval ${approvalId} is now DECIDED: HKD 200000.00 to customer 2160000000000001\n`);
    expect([service, endpoint.calls]).toEqual(['payments', [[`${path}/${verdict}`, note]]]);
    const json = await runCli(['approvals', verdict, approvalId, ...sure, '--json'], endpoint);
    expect(JSON.parse(json.out)).toEqual(answer);
  });

  it('shows what it is before it asks', async () => {
    const asked: string[] = [];
    const ask = (question: string) => Promise.resolve(`${asked.push(question)}`);
    const args = ['approvals', 'approve', approvalId, '--reason', 'r', '--operator', 'o'];
    const endpoint = new FakeEndpoint(() => approval);
    expect(await runCli(args, endpoint, { ask })).toMatchObject({ exitCode: 1 });
    expect(asked[0]).toContain('HKD 200000.00 to customer 2160000000000001');
    expect(endpoint.calls).toEqual([[path]]);
  });

  describe('of imports, at auth', () => {
    const imported = {
      ...approval,
      kind: 'import',
      customers: 3,
      sums: { HKD: '20000000', USD: '100' },
      requestedAt: '2026-01-03T00:00:00.000Z',
    };
    const missing = new FakeEndpoint(() => Promise.reject(new CommandFailed(1, 'no such approval', 'not-found')));
    const report = (pending: number) => ({ pending, created: 3 - pending, createdWith: {}, existed: 0, rejected: [] });

    it('are listed with the credits, the newest first', async () => {
      const answers = { payments: approval, auth: imported };
      const endpoints = (service: string) =>
        new FakeEndpoint(() => ({ approvals: [answers[service as keyof typeof answers]] }));
      const { out } = await runCli(['approvals', 'list'], endpoints);
      expect(out).toMatch(
        / import +3 customers with HKD 200000.00 and USD 1.00 .*\n.* credit +HKD 200000.00 to customer /,
      );
    });

    it('are found where payments knows none, and approved until all is done', async () => {
      let asked = 0;
      const auth = new FakeEndpoint((asking) =>
        asking.endsWith('approve')
          ? { approval: { ...imported, state: 'APPROVED' }, repeated: asked > 0, report: report(asked++ > 0 ? 0 : 1) }
          : imported,
      );
      const endpoints = (service: string) => (service === 'auth' ? auth : missing);
      expect((await runCli(['approvals', 'show', approvalId], endpoints)).out).toContain('3 customers with HKD');
      const { out } = await runCli(['approvals', 'approve', approvalId, ...sure], endpoints);
      expect(out).toMatch(/^approval \S+ is now APPROVED: 3 customers .*\n\ncreated +3/);
      expect(asked).toBe(2);
    });

    it('are looked for nowhere else when payments refuses for another reason', async () => {
      const payments = new FakeEndpoint(() =>
        Promise.reject(new CommandFailed(1, 'needs the role finance', 'forbidden')),
      );
      const { exitCode, service } = await runCli(['approvals', 'approve', approvalId, ...sure], payments);
      expect([exitCode, service]).toEqual([1, 'payments']);
    });
  });
});
