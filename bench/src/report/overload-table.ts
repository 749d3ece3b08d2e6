import type { OverloadFigures, OverloadPoint } from '../overload/measure-overload';
import { number, table } from './table';

const rowOf = (point: OverloadPoint): string[] => [
  `${point.share} x the knee`,
  number(point.rate),
  number(point.goodput),
  number(point.paidP50Ms),
  number(point.paidP99Ms),
  number(point.counts.shed / point.seconds),
  number(point.shedP50Ms),
  number(point.shedP99Ms),
  number(point.bareP50Ms),
  number(point.bareP99Ms),
  String(point.counts.unknown + point.counts.wrong),
  String(point.counts.none),
];

const heads = [
  'offered',
  'S',
  'S p50 ms',
  'S p99 ms',
  'shed',
  'shed p50',
  'shed p99',
  'bare p50',
  'bare p99',
  'other answers',
  'no answer',
];

function linesOf({ share, notices, recoverySeconds, memoryMiB, ownDelayMs, errors }: OverloadPoint): string[] {
  const { behind, caughtUpSeconds } = notices;
  const told = caughtUpSeconds === undefined ? 'not all told in time' : `all told after ${number(caughtUpSeconds)} s`;
  const recovered = recoverySeconds === undefined ? 'did not recover' : `recovered after ${recoverySeconds} s`;
  const memory = Object.entries(memoryMiB).map(([name, size]) => `${name} ${number(size)}`);
  return [
    `${share} x: ${behind} notices behind when the load ended, ${told}; ${recovered}; the load was ${number(ownDelayMs)} ms late itself (p99)`,
    `${share} x: MiB ${memory.join(', ')}`,
    ...Object.entries(errors).map(([error, count]) => `${share} x: ${count} times ${error}`),
  ];
}

/** The open loop: what was offered, what was paid, what was shed, a second and how fast. */
export function overloadSection({ knee, gatewayNice, points }: OverloadFigures): string {
  const weight = gatewayNice === undefined ? '' : `, gateway at nice ${gatewayNice}`;
  const title = `open loop, knee ${number(knee)} a second${weight}`;
  return [table([[title, ...heads], ...points.map(rowOf)]), ...points.flatMap(linesOf)].join('\n');
}
