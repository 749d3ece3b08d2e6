import type { Outcome } from '../check/findings';
import type { Entry } from '../load/entry';

/** What was heard while a stage went on. */
export interface StageFigures {
  readonly name: string;
  readonly seconds: number;
  readonly calls: number;
  /** Calls of which nothing was known then. */
  readonly unknown: number;
  readonly slowestMs: number;
  /** Records that wait for a newer release at its end. */
  readonly held: number;
}

/** All that a walk has found. */
export interface WalkFigures {
  readonly older: string;
  readonly newer: string;
  readonly rate: number;
  readonly stages: readonly StageFigures[];
  /** Payments begun, by kind of flow. */
  readonly flows: Readonly<Record<string, number>>;
  readonly notBegun: number;
  readonly calls: number;
  readonly unknown: number;
  readonly unknownShare: number;
  /** Refusals that the load did not provoke. */
  readonly refused: number;
  readonly slowestMs: Outcome['lateness']['slowestMs'];
  readonly lateExcused: number;
  readonly machine: Outcome['machine'];
  readonly quietAfterMs: number;
  readonly violations: readonly string[];
}

/** Of all calls, so many may be unknown. */
const mostUnknown = 0.01;

/** No answer, or one that says nothing: an order that waits for its code is known. */
export const isUnknown = ({ status, code }: Pick<Entry, 'status' | 'code'>): boolean =>
  status === 'none' || (status === 'U' && code !== 'VERIFICATION_IN_PROCESS');

export interface Span {
  readonly name: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly held: number;
}

function stageFigures({ name, fromMs, untilMs, held }: Span, entries: readonly Entry[]): StageFigures {
  const within = entries.filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < untilMs);
  return {
    name,
    seconds: Math.round((untilMs - fromMs) / 1_000),
    calls: within.length,
    unknown: within.filter(isUnknown).length,
    slowestMs: within.reduce((most, { durationMs }) => Math.max(most, durationMs), 0),
    held,
  };
}

export interface Walked {
  readonly older: string;
  readonly newer: string;
  readonly rate: number;
  readonly spans: readonly Span[];
  readonly entries: readonly Entry[];
  readonly outcome: Outcome;
  /** The newer release says what the older one does not know: some of it must have been held. */
  readonly holds: boolean;
}

function shortcomings(stages: readonly StageFigures[], unknownShare: number, holds: boolean): string[] {
  const idle = stages.filter(({ calls }) => calls === 0).map(({ name }) => `no call was made in the stage: ${name}`);
  const percent = (100 * unknownShare).toFixed(2);
  return [
    ...idle,
    ...(unknownShare > mostUnknown
      ? [`unknown: ${percent} % of the calls, at most ${100 * mostUnknown} % may be`]
      : []),
    ...(holds && stages.every(({ held }) => held === 0)
      ? ['no record was held: nothing was tried of a fact that the older release does not know']
      : []),
  ];
}

export function walkFigures({ older, newer, rate, spans, entries, outcome, holds }: Walked): WalkFigures {
  const stages = spans.map((span) => stageFigures(span, entries));
  const unknown = entries.filter(isUnknown).length;
  const unknownShare = unknown / Math.max(1, entries.length);
  const kinds = [...new Map(entries.map(({ flow, kind }) => [flow, kind])).values()];
  const flows: Record<string, number> = {};
  for (const kind of kinds) flows[kind] = (flows[kind] ?? 0) + 1;
  return {
    older,
    newer,
    rate,
    stages,
    flows,
    notBegun: outcome.notBegun,
    calls: entries.length,
    unknown,
    unknownShare,
    refused: outcome.violations.filter((each) => each.includes('F by a fault')).length,
    slowestMs: outcome.lateness.slowestMs,
    lateExcused: outcome.lateness.excused,
    machine: outcome.machine,
    quietAfterMs: outcome.quietAtMs - outcome.loadMs,
    violations: [...outcome.violations, ...shortcomings(stages, unknownShare, holds)],
  };
}
