import type { StageFigures, WalkFigures } from './figures';

const shownViolations = 40;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

function stageLines(stages: readonly StageFigures[]): string[] {
  const width = Math.max(...stages.map(({ name }) => name.length));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(9))).join('')}`;
  return [
    line(['stage', 'seconds', 'calls', 'unknown', 'slowest', 'held']),
    ...stages.map((each) =>
      line([each.name, `${each.seconds}`, `${each.calls}`, `${each.unknown}`, seconds(each.slowestMs), `${each.held}`]),
    ),
  ];
}

function violationLines({ violations }: WalkFigures): string[] {
  const more = violations.length - shownViolations;
  return [...violations.slice(0, shownViolations), ...(more > 0 ? [`and ${more} more`] : [])].map(
    (each) => `  ${each}`,
  );
}

/** A walk in some lines. */
export function report(figures: WalkFigures): string {
  const { older, newer, rate, stages, flows, slowestMs, machine, violations } = figures;
  const kinds = Object.entries(flows).toSorted(([, left], [, right]) => right - left);
  return [
    `${older} to ${newer} and back, ${rate} payments a second: ${violations.length === 0 ? 'good' : 'BAD'}`,
    ...stageLines(stages),
    `  calls ${figures.calls}, unknown ${figures.unknown} (${percent(figures.unknownShare)}), refused by us ${figures.refused}`,
    `  slowest answer ${seconds(slowestMs.slow)} of 7 s, ${seconds(slowestMs.quick)} of 4 s; ${figures.lateExcused} late that do not count, because others used the machine (${percent(machine.shared)} of the time) or ours all of it (${percent(machine.full)})`,
    `  all quiet ${seconds(figures.quietAfterMs)} after the load; ${figures.notBegun} payments not begun, as too many were under way`,
    `  flows: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')}`,
    `  violations ${violations.length}`,
    ...violationLines(figures),
  ].join('\n');
}
