import { Random } from './random';
import { flowKinds } from './flow-kinds';
import { customerCounts, planLoad, singleLimit } from './load-plan';

const plan = (seed: string, seconds = 600, rate = 20) => planLoad(new Random(seed), { seconds, rate });

describe('the plan of the load', () => {
  const flows = plan('1');

  it('is the same for the same seed, another for another', () => {
    expect(plan('1')).toEqual(flows);
    expect(plan('2', 10)).not.toEqual(plan('1', 10));
  });

  it('has about so many a second, spread over the time', () => {
    expect(flows.length / 600).toBeCloseTo(20, 0);
    const halves = [0, 300_000].map((from) => flows.filter(({ atMs }) => atMs >= from && atMs < from + 300_000));
    expect(halves.map(({ length }) => Math.round(length / 3_000))).toEqual([2, 2]);
    expect(flows.at(-1)?.atMs).toBeLessThan(600_000);
  });

  it('has every kind, and each id once', () => {
    const kinds = Object.entries(flowKinds).filter(([, { weight }]) => weight > 0);
    expect(new Set(flows.map(({ kind }) => kind))).toEqual(new Set(kinds.map(([kind]) => kind)));
    expect(new Set(flows.map(({ paymentRequestId }) => paymentRequestId)).size).toBe(flows.length);
  });

  it('has a kind that is only had where it is asked for', () => {
    const asked = planLoad(new Random('1'), { seconds: 60, rate: 20, weights: { binding: 50 } });
    expect(asked.filter(({ kind }) => kind === 'binding').length).toBeGreaterThan(0);
    expect(flows.filter(({ kind }) => kind === 'binding')).toEqual([]);
  });

  it('gives a phone to one payment after the other', () => {
    const phones = flows.filter(({ kind }) => flowKinds[kind].payer === 'phone').map(({ payer }) => payer);
    expect(phones.slice(0, 3)).toEqual([0, 1, 2]);
    expect(Math.max(...phones)).toBe(customerCounts.phone - 1);
  });

  it('lets three payments at once spend the last money of a customer', () => {
    const last = flows.filter(({ kind }) => kind === 'last-money').map(({ payer, atMs }) => `${payer} at ${atMs}`);
    const counts = new Map(last.map((each) => [each, last.filter((other) => other === each).length]));
    expect(counts.size).toBeGreaterThan(customerCounts.scarce);
    expect(new Set(counts.values())).toEqual(new Set([3]));
  });

  it('refunds at most what was paid, but for those that shall go beyond', () => {
    const sums = flows.map(({ kind, amount, refunds }) => ({
      kind,
      beyond: refunds.reduce((sum, refund) => sum + refund, 0n) > amount,
    }));
    expect(sums.filter(({ kind, beyond }) => beyond !== (kind === 'refund-beyond'))).toEqual([]);
    expect(flows.filter(({ kind, amount }) => amount > singleLimit !== (kind === 'too-much'))).toEqual([]);
  });
});
