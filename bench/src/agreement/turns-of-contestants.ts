import { pooled, type Operation, type Point, type Window } from '../load/closed-loop';
import type { Backlog } from '../wallet/notices';

/** One of those that do the same payments, turn by turn. */
export interface Contestant {
  readonly name: ContestantName;
  readonly operation: (inFlight: number) => Operation;
  /** Runs the window, and waits until nothing is left of what it has caused: that would be work in the next one's turn. */
  readonly turn: (window: () => Promise<Window>) => Promise<Turn>;
}

export type ContestantName = 'agreement' | 'agreementLoaded' | 'peer';

export interface Turn {
  readonly window: Window;
  readonly notices: Backlog;
}

/** All turns of one contestant at one number in flight. */
export interface TurnsPoint extends Point {
  /** A second, in each turn: how much the machine wavered. */
  readonly turns: readonly number[];
  readonly notices: readonly Backlog[];
}

export type AgreementFigures = Partial<Record<ContestantName, readonly TurnsPoint[]>>;

export interface Contest {
  readonly contestants: readonly Contestant[];
  readonly levels: readonly number[];
  /** How often each has a turn at each level. */
  readonly rounds: number;
  readonly measure: (operation: Operation, inFlight: number) => Promise<Window>;
  readonly say: (line: string) => void;
}

/**
 * At each level the contestants are measured in turns, so that whatever disturbs the machine disturbs all alike; every
 * second round the other way round, so that none gains from being later.
 */
export async function takeTurns({ contestants, levels, rounds, measure, say }: Contest): Promise<AgreementFigures> {
  const points = new Map<ContestantName, TurnsPoint[]>(contestants.map(({ name }) => [name, []]));
  for (const inFlight of levels) {
    say(`agreement payments: ${inFlight} in flight, in turns`);
    const taken = new Map<ContestantName, Turn[]>();
    for (let round = 0; round < rounds; round++) {
      for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
        const operation = contestant.operation(inFlight);
        const turn = await contestant.turn(() => measure(operation, inFlight));
        taken.set(contestant.name, [...(taken.get(contestant.name) ?? []), turn]);
      }
    }
    for (const [name, turns] of taken) points.get(name)?.push(pointOf(inFlight, turns));
  }
  return Object.fromEntries(points);
}

function pointOf(inFlight: number, turns: readonly Turn[]): TurnsPoint {
  const windows = turns.map(({ window }) => window);
  return {
    ...pooled(inFlight, windows),
    turns: windows.map(({ latenciesMs, seconds }) => latenciesMs.length / seconds),
    notices: turns.map(({ notices }) => notices),
  };
}
