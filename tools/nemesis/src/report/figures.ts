import type { Nemesis } from '../faults/nemesis';
import type { Inflicted, LostProcess } from '../faults/inflicted';
import type { Entry } from '../load/entry';
import type { Outcome } from '../check/findings';
import { shortcomings, type Run } from '../check/standards';
import { losesHost, type Round } from '../plan/fault-plan';
import { recoveries } from './recovery';

export type Counts = Readonly<Record<string, number>>;

/** All that a run has found. */
export interface Figures {
  readonly seed: number;
  readonly seconds: number;
  readonly rate: number;
  readonly faults: Counts;
  readonly kills: number;
  readonly leftOut: number;
  /** The process that stood still until the load was over. */
  readonly lostHost: LostProcess | undefined;
  readonly selfExits: readonly string[];
  readonly lostCommits: number;
  /** Payments begun, by kind. */
  readonly payments: Counts;
  /** Planned, and left out because too many were under way on this machine. */
  readonly notBegun: number;
  /** Answers by status, of all calls. */
  readonly calls: Counts;
  /** Refusals that the load did not provoke. */
  readonly unexplainedRefusals: number;
  readonly looks: number;
  readonly slowestMs: Outcome['lateness']['slowestMs'];
  /** Late because a gateway was halted or the machine was short of time. */
  readonly excused: number;
  readonly machine: Outcome['machine'];
  /** From the healing of a round to full goodput; undefined when none was seen to come. `never`: not before all was quiet. */
  readonly recovery: {
    readonly p50Ms: number | undefined;
    readonly maxMs: number | undefined;
    readonly rounds: number;
    readonly never: number;
  };
  /** From the end of the load. */
  readonly quietAfterMs: number;
  readonly violations: readonly string[];
}

function countBy<T>(all: Iterable<T>, keyOf: (each: T) => string): Counts {
  const counts: Record<string, number> = {};
  for (const each of all) counts[keyOf(each)] = (counts[keyOf(each)] ?? 0) + 1;
  return counts;
}

const nameOf = ({ planned }: Inflicted): string =>
  'network' in planned ? `${planned.kind} ${planned.network.split(':')[0]}` : planned.kind;

const isKill = ({ planned }: Inflicted): boolean => planned.kind === 'kill' || planned.kind.endsWith('-kill');

export interface Seen {
  readonly options: Pick<Figures, 'seed' | 'seconds' | 'rate'>;
  readonly outcome: Outcome;
  readonly entries: readonly Entry[];
  readonly nemesis: Nemesis;
  readonly lostCommits: number;
  readonly selfExits: readonly string[];
}

export function figuresOf({ options, outcome, entries, nemesis, lostCommits, selfExits }: Seen): Figures {
  const { seed, seconds, rate } = options;
  const recovered = recoveries(
    entries,
    nemesis.healed.map(({ atMs }) => atMs),
    outcome.quietAtMs,
  );
  const times = recovered.filter((time) => time !== undefined).toSorted((a, b) => a - b);
  const flows = new Map(entries.map(({ flow, kind }) => [flow, kind]));
  return {
    seed,
    seconds,
    rate,
    faults: countBy(nemesis.inflicted, nameOf),
    kills: nemesis.inflicted.filter(isKill).length,
    leftOut: nemesis.leftOut,
    lostHost: nemesis.lost,
    selfExits,
    lostCommits,
    payments: countBy(flows.values(), (kind) => kind),
    notBegun: outcome.notBegun,
    calls: countBy(entries, ({ status }) => status),
    unexplainedRefusals: outcome.violations.filter((each) => each.includes('F by a fault')).length,
    looks: outcome.looks,
    slowestMs: outcome.lateness.slowestMs,
    excused: outcome.lateness.excused,
    machine: outcome.machine,
    recovery: {
      p50Ms: times[Math.floor((times.length - 1) / 2)],
      maxMs: times.at(-1),
      rounds: recovered.length,
      never: recovered.length - times.length,
    },
    quietAfterMs: outcome.quietAtMs - outcome.loadMs,
    violations: [...outcome.violations, ...shortcomings(runOf({ nemesis, outcome, options, selfExits }, recovered))],
  };
}

/** Postgres or Kafka, or the network to it, was among what the round broke. */
const isOfStore = ({ surrounding }: Round): boolean =>
  /^(postgres|kafka)/.test('network' in surrounding ? surrounding.network : surrounding.kind);

function runOf(
  { nemesis, outcome, options, selfExits }: Pick<Seen, 'nemesis' | 'outcome' | 'options' | 'selfExits'>,
  recovered: readonly (number | undefined)[],
): Run {
  const { inflicted, leftOut, healed, lost } = nemesis;
  return {
    seconds: options.seconds,
    selfExits,
    recoveries: healed.map(({ atMs, round }, index) => ({
      healedAtMs: atMs,
      tookMs: recovered[index],
      isOfStore: isOfStore(round),
      isShortOfHost: lost !== undefined && lost.fromMs < atMs,
    })),
    stalls: outcome.stalls,
    faults: { planned: inflicted.length + leftOut, inflicted: inflicted.length },
    looks: outcome.looks,
    ...(losesHost(options) && { loss: { hold: lost?.hold } }),
  };
}
