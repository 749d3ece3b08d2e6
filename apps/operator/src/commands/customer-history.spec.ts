import { FakeEndpoint, runCli } from '../../test/run-cli';

const path = '/operator/v1/customers/2160';
const hkd = (value: string) => ({ currency: 'HKD', value });

describe('customer payments', () => {
  const payment = {
    paymentRequestId: 'p-1',
    state: 'PAID',
    refusal: null,
    merchantName: 'Tea House',
    paymentAmount: hkd('12050'),
    debit: hkd('12050'),
    refundedAmount: hkd('0'),
    createdAt: '2026-11-22T06:00:00.000Z',
  };
  const none = { paymentAmount: null, debit: null, refundedAmount: null, merchantName: null };
  const refused = { ...payment, ...none, paymentRequestId: 'p-0', state: 'FAILED', refusal: 'OrderNotFound' };

  it('lists orders with their amounts, and says how to go on', async () => {
    const endpoint = new FakeEndpoint(() => ({ payments: [payment, refused], next: 'abc' }));
    const { out, service } = await runCli(['customer', 'payments', '2160', '--limit', '2', '--before', 'x'], endpoint);
    expect([service, endpoint.calls]).toEqual(['payments', [[`${path}/payments?limit=2&before=x`]]]);
    expect(out).toMatch(/^2026-11-22T06:00:00.000Z +p-1 +PAID +HKD 120.50 +HKD 120.50 +HKD 0.00 +Tea House$/m);
    expect(out).toMatch(/^2026-11-22T06:00:00.000Z +p-0 +FAILED OrderNotFound +- +- +- +-$/m);
    expect(out).toMatch(/\n\nmore: --before abc\n$/);
  });

  it('prints what it got with --json, and says when there is nothing', async () => {
    const page = { payments: [payment], next: 'abc' };
    const { out } = await runCli(['customer', 'payments', '2160', '--json'], new FakeEndpoint(() => page));
    expect(JSON.parse(out)).toEqual(page);
    const nothing = new FakeEndpoint(() => ({ payments: [] }));
    expect((await runCli(['customer', 'payments', '2160'], nothing)).out).toBe('no payments\n');
  });
});

describe('customer statement', () => {
  const line = { orderId: null, refundRequestId: null, reference: null, postedAt: '2026-11-22T06:00:00.000Z' };
  const statement = { accountId: 'wallet:2160:HKD', currency: 'HKD', balance: '1340' };
  const lines = [
    { ...line, kind: 'REFUND', orderId: 'p-1', refundRequestId: 'r-1', amount: '40', balance: '1340' },
    { ...line, kind: 'PAY', orderId: 'p-1', amount: '-100', balance: '1300' },
    { ...line, kind: 'CASH_IN', reference: 'T-17', amount: '400', balance: '1400' },
    { ...line, kind: 'OPENING', amount: '1000', balance: '1000' },
  ];

  it('shows entries with the balance after each', async () => {
    const endpoint = new FakeEndpoint(() => ({ ...statement, lines, next: '17' }));
    const { out } = await runCli(['customer', 'statement', '2160'], endpoint);
    expect(endpoint.calls).toEqual([[`${path}/statement`]]);
    expect(out).toContain('wallet:2160:HKD: HKD 13.40\n');
    const rows = out.split('\n').filter((text) => text.startsWith('2026'));
    expect(rows.map((row) => row.split(/ {2,}/).slice(1))).toEqual([
      ['REFUND', 'HKD 0.40', 'HKD 13.40', 'r-1'],
      ['PAY', 'HKD -1.00', 'HKD 13.00', 'p-1'],
      ['CASH_IN', 'HKD 4.00', 'HKD 14.00', 'T-17'],
      ['OPENING', 'HKD 10.00', 'HKD 10.00', '-'],
    ]);
    expect(out).toContain('more: --before 17');
  });
});
