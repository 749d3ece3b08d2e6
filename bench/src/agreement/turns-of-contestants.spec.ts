import type { Window } from '../load/closed-loop';
import { takeTurns, type Contestant, type ContestantName } from './turns-of-contestants';

const window = (latenciesMs: number[], over: Partial<Window> = {}): Window => ({
  latenciesMs,
  seconds: 2,
  cpu: { postgres: 1 },
  errors: {},
  ...over,
});

describe('turns', () => {
  const order: string[] = [];
  const contestant = (name: ContestantName): Contestant => ({
    name,
    operation: (inFlight) => () => Promise.resolve(void order.push(`${name} ${inFlight}`)),
    turn: async (measured) => ({ window: await measured(), notices: { behind: 1, caughtUpSeconds: 2 } }),
  });

  it('alternate at each level, to and fro, and add up', async () => {
    const windows = [[1, 2, 3], [10, 20], [30], [4], [5], [6], [7], [8]].map((latencies, index) =>
      window(latencies, index === 1 ? { errors: { lost: 1 }, cpu: { peer: 3 } } : {}),
    );
    const figures = await takeTurns({
      contestants: [contestant('agreement'), contestant('peer')],
      levels: [1, 16],
      rounds: 2,
      measure: async (operation) => {
        await operation(0);
        return windows.shift() ?? window([]);
      },
      say: () => undefined,
    });
    expect(order).toEqual([
      'agreement 1',
      'peer 1',
      'peer 1',
      'agreement 1',
      'agreement 16',
      'peer 16',
      'peer 16',
      'agreement 16',
    ]);
    const notices = [1, 2].map(() => ({ behind: 1, caughtUpSeconds: 2 }));
    const common = { inFlight: 1, seconds: 4, notices };
    expect(figures.agreement?.[0]).toEqual({
      ...common,
      perSecond: 1,
      p50Ms: 2,
      p99Ms: 4,
      count: 4,
      cpu: { postgres: 2 },
      errors: {},
      turns: [1.5, 0.5],
    });
    expect(figures.peer?.[0]).toEqual({
      ...common,
      perSecond: 0.75,
      p50Ms: 20,
      p99Ms: 30,
      count: 3,
      cpu: { peer: 3, postgres: 1 },
      errors: { lost: 1 },
      turns: [1, 0.5],
    });
    expect(figures.agreementLoaded).toBeUndefined();
    expect(figures.peer?.map(({ inFlight }) => inFlight)).toEqual([1, 16]);
  });
});
