import type { Outcome } from '../check/findings';
import { answered, inquired, pay } from '../check/made-history';
import type { Entry } from '../load/entry';
import { isUnknown, walkFigures } from './figures';

const outcome: Outcome = {
  violations: [],
  lateness: { late: [], excused: 0, slowestMs: { slow: 900, quick: 300 } },
  loadMs: 10_000,
  quietAtMs: 12_000,
  notBegun: 0,
  looks: 3,
  machine: { shared: 0, full: 0 },
  stalls: [],
};
const at = (entry: Entry, startedAtMs: number, over: Partial<Entry> = {}): Entry => ({
  ...entry,
  startedAtMs,
  ...over,
});
const spans = [
  { name: 'before', fromMs: 0, untilMs: 5_000, held: 0 },
  { name: 'after', fromMs: 5_000, untilMs: 10_000, held: 2 },
];
const figures = (entries: readonly Entry[], over: Partial<Parameters<typeof walkFigures>[0]> = {}) =>
  walkFigures({ older: 'a', newer: 'b', rate: 5, spans, entries, outcome, holds: false, ...over });

const good = [at(pay('S SUCCESS'), 100), at(pay('S SUCCESS'), 6_000, { flow: 1, kind: 'refund', durationMs: 700 })];

describe('what a walk has found', () => {
  it.each([
    [pay('none'), true],
    [pay('U UNKNOWN_EXCEPTION'), true],
    [pay('U PAYMENT_IN_PROCESS'), true],
    [pay('U VERIFICATION_IN_PROCESS'), false],
    [inquired('U PAYMENT_IN_PROCESS'), false],
    [answered('refund', 'F REFUND_AMOUNT_EXCEED'), false],
  ])('tells what is unknown: %#', (entry, is) => {
    expect(isUnknown(entry)).toBe(is);
  });

  it('is counted by stage and by flow', () => {
    expect(figures(good)).toMatchObject({
      stages: [
        { name: 'before', seconds: 5, calls: 1, unknown: 0, held: 0 },
        { name: 'after', calls: 1, slowestMs: 700, held: 2 },
      ],
      flows: { agreement: 1, refund: 1 },
      calls: 2,
      violations: [],
    });
  });

  it('is bad when more than one of a hundred calls is unknown', () => {
    const many = Array.from({ length: 199 }, () => good)
      .flat()
      .slice(0, 199);
    const [one, two] = [at(pay('none'), 200), at(pay('U UNKNOWN_EXCEPTION'), 300)];
    expect(figures([...many, one]).violations).toEqual([]);
    expect(figures([...many, one, two, two]).violations).toEqual([
      expect.stringMatching(/^unknown: 1\.49 % of the calls/),
    ]);
  });

  it('is bad when a stage saw no call, or nothing was held that should have been', () => {
    expect(figures(good.slice(0, 1)).violations).toEqual(['no call was made in the stage: after']);
    const none = spans.map((span) => ({ ...span, held: 0 }));
    expect(figures(good, { holds: true, spans: none }).violations).toEqual([
      expect.stringMatching(/^no record was held/),
    ]);
    expect(figures(good, { holds: true }).violations).toEqual([]);
  });

  it('is bad when anything else was', () => {
    expect(figures(good, { outcome: { ...outcome, violations: ['x: F by a fault: y'] } })).toMatchObject({
      refused: 1,
      violations: ['x: F by a fault: y'],
    });
  });
});
