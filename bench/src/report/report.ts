import type { AgreementFigures, TurnsPoint } from '../agreement/turns-of-contestants';
import type { Floor } from '../floor/measure-floor';
import type { Point } from '../load/closed-loop';
import type { WalletFigures } from '../wallet/measure-wallet';
import { worst, type Backlog } from '../wallet/notices';
import { agreementCpuTables, cpuTables } from './cpu-table';
import type { Figures } from './figures';
import { ratios } from './ratios';
import { overloadSection } from './overload-table';
import { number, table } from './table';

const rateRows = (name: string, points: readonly Point[] = []): string[][] =>
  points.map(({ inFlight, perSecond, p50Ms, p99Ms }) => [
    name,
    String(inFlight),
    number(perSecond),
    number(p50Ms),
    number(p99Ms),
  ]);

function floorRows({ sign, verify, kafkaEcho, posting }: Floor): string[][] {
  return [
    ...rateRows('floor: RSA-2048 sign', sign),
    ...rateRows('floor: RSA-2048 verify, one thread', verify),
    ...rateRows('floor: Kafka request-answer', kafkaEcho),
    ...rateRows('floor: two-entry posting', posting),
  ];
}

function rates({ floor, wallet, agreement }: Figures): string {
  const rows = [
    ...(floor ? floorRows(floor) : []),
    ...rateRows('evaluation', wallet?.evaluations),
    ...rateRows('full flow, three calls', wallet?.flows),
    ...rateRows('agreement payment', agreement?.agreement),
    ...rateRows('agreement payment, loaded', agreement?.agreementLoaded),
    ...rateRows('peer: agreement payment', agreement?.peer),
  ];
  return rows.length === 0 ? '' : table([['', 'in flight', 'a second', 'p50 ms', 'p99 ms'], ...rows]);
}

function errorLines(name: string, points: readonly Point[] = []): string[] {
  return points.flatMap(({ inFlight, errors }) =>
    Object.entries(errors).map(([error, count]) => `${name}, ${inFlight} in flight: ${count} times ${error}`),
  );
}

function noticeLine(what: string, inFlight: number, { behind, caughtUpSeconds }: Backlog): string {
  const when = caughtUpSeconds === undefined ? 'not caught up in time' : `caught up in ${number(caughtUpSeconds)} s`;
  return `notifications after the ${what}, ${inFlight} in flight: ${behind} behind, ${when}`;
}

const turnNoticeLines = (what: string, points: readonly TurnsPoint[] = []): string[] =>
  points.map(({ inFlight, notices }) => noticeLine(what, inFlight, worst(notices)));

const turnLines = (name: string, points: readonly TurnsPoint[] = []): string[] =>
  points.map(
    ({ inFlight, turns }) => `${name}, ${inFlight} in flight, a second in each turn: ${turns.map(number).join(' ')}`,
  );

function agreementLines({ agreement, agreementLoaded, peer }: AgreementFigures): string {
  return [
    ...turnLines('agreement payment', agreement),
    ...turnLines('agreement payment, loaded', agreementLoaded),
    ...turnLines('peer', peer),
    ...turnNoticeLines('agreement payments', agreement),
    ...turnNoticeLines('agreement payments, loaded', agreementLoaded),
    ...turnNoticeLines("peer's payments", peer),
  ].join('\n');
}

function outcomeLines({ wallet, agreement, growth }: Figures): string {
  const errors = [
    ...errorLines('evaluation', wallet?.evaluations),
    ...errorLines('flow', wallet?.flows),
    ...Object.entries(agreement ?? {}).flatMap(([name, points]) => errorLines(name, points)),
  ];
  return [
    ...(errors.length > 0 ? errors : ['errors: none; every answer had the right result']),
    ...(wallet?.flows ?? []).map(({ inFlight, notices }) => noticeLine('flows', inFlight, notices)),
    ...(growth ? [`loaded: ${growth.orders} orders in ${number(growth.loadSeconds)} s`] : []),
    ...booksLines(wallet ?? growth),
  ].join('\n');
}

function booksLines(checked: Pick<WalletFigures, 'brokenInvariants'> | undefined): readonly string[] {
  if (!checked) return [];
  return checked.brokenInvariants.length > 0 ? checked.brokenInvariants : ['books: all invariants hold'];
}

function ratioTable(figures: Figures): string {
  const measured = Object.entries(ratios(figures)).map(([name, value]) => [name, number(value)]);
  return measured.length === 0 ? '' : table([['ratio', ''], ...measured]);
}

/** All of it as text for a terminal. */
export function report(figures: Figures): string {
  const { machine, servers, floor, wallet, agreement, overload } = figures;
  const { cpus, model, memoryGiB, system, node, loadBefore } = machine;
  const where = `${cpus} x ${model}, ${memoryGiB} GiB, ${system}, Node ${node}, load before ${number(loadBefore)}`;
  const from = Object.entries(servers).map(([name, source]) => `${name} ${source}`);
  const floorErrors = floor
    ? Object.entries(floor).flatMap(([name, points]) => errorLines(name, points as Point[]))
    : [];
  return [
    `${where}; ${from.join(', ')}`,
    [rates(figures), ...floorErrors].join('\n'),
    ratioTable(figures),
    ...(wallet ? cpuTables(wallet) : []),
    ...(agreement ? [...agreementCpuTables(agreement), agreementLines(agreement)] : []),
    ...(overload ? [overloadSection(overload)] : []),
    ...(wallet || agreement ? [outcomeLines(figures)] : []),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}
