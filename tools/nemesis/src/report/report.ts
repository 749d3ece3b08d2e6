import type { Counts, Figures } from './figures';

const shownViolations = 40;

const seconds = (ms: number | undefined): string => (ms === undefined ? '-' : `${(ms / 1_000).toFixed(1)} s`);
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const sum = (counts: Counts): number => Object.values(counts).reduce((total, count) => total + count, 0);
const list = (counts: Counts): string =>
  Object.entries(counts)
    .toSorted(([, left], [, right]) => right - left)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

function violationLines({ violations }: Figures): string[] {
  if (violations.length === 0) return [];
  const more = violations.length - shownViolations;
  return ['', ...violations.slice(0, shownViolations), ...(more > 0 ? [`and ${more} more`] : [])];
}

function lostHostIn({ lostHost }: Figures): string {
  if (!lostHost) return 'none';
  const { process, hold } = lostHost;
  if (!hold) return `${process}, which held nothing`;
  return `${process}, which held a transaction for ${seconds(hold.idleMs)}; others waited up to ${seconds(hold.waitedMs)} for it`;
}

/** The table at the end of a run. */
export function report(figures: Figures): string {
  const { seed, faults, kills, leftOut, selfExits, payments, calls, recovery, slowestMs, machine } = figures;
  const late = figures.violations.filter((violation) => violation.startsWith('late:')).length;
  const rows = [
    ['seed', `${seed}, ${figures.seconds} s, ${figures.rate} payments a second`],
    ['faults', `${sum(faults)}, of them ${kills} kills, ${leftOut} left out: ${list(faults)}`],
    ['host lost until the end', lostHostIn(figures)],
    ['lost answers to COMMIT', String(figures.lostCommits)],
    [
      'processes that ended by themselves',
      selfExits.length === 0 ? '0' : `${selfExits.length}: ${selfExits.join('; ')}`,
    ],
    ['payments', `${sum(payments)}, ${figures.notBegun} left out as too many were under way: ${list(payments)}`],
    ['calls', `${sum(calls)}: ${list(calls)}`],
    ['refusals caused by faults', String(figures.unexplainedRefusals)],
    [
      'slowest answer',
      `${seconds(slowestMs.slow)} of 7 s, ${seconds(slowestMs.quick)} of 4 s; ${late} late, ${figures.excused} more do not count`,
    ],
    [
      'lateness does not count',
      `while a gateway was halted, or others used the machine (${percent(machine.shared)} of the time); below 1 s while ours used all of it (${percent(machine.full)})`,
    ],
    [
      'full goodput after healing',
      `p50 ${seconds(recovery.p50Ms)}, max ${seconds(recovery.maxMs)} of ${recovery.rounds} rounds; ${recovery.never} never`,
    ],
    ['all quiet after the load', seconds(figures.quietAfterMs)],
    ['invariants looked at', `${figures.looks} times during the load, once after it`],
    ['violations', String(figures.violations.length)],
  ] as const;
  const width = Math.max(...rows.map(([name]) => name.length));
  return [...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`), ...violationLines(figures)].join('\n');
}
