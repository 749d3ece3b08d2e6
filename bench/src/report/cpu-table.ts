import { serviceNames } from '@wallet/local-stack';
import type { AgreementFigures } from '../agreement/turns-of-contestants';
import type { Point } from '../load/closed-loop';
import type { CpuSeconds } from '../machine/cpu-meter';
import type { WalletFigures } from '../wallet/measure-wallet';
import { number, table } from './table';

interface Column {
  readonly title: string;
  readonly cpu: CpuSeconds;
  /** What a figure is divided by. */
  readonly per: number;
}

function columnsTable(title: string, columns: readonly Column[]): string {
  const names = Object.keys(columns[0]?.cpu ?? {});
  const sum = (column: Column, of: readonly string[]): string =>
    number(of.reduce((total, name) => total + (column.cpu[name] ?? 0), 0) / column.per);
  const row = (name: string, of: readonly string[]): string[] => [name, ...columns.map((column) => sum(column, of))];
  const ours = serviceNames.some((name) => names.includes(name)) ? [row('our six processes', serviceNames)] : [];
  return table([
    [title, ...columns.map((column) => column.title)],
    ...names.map((name) => row(name, [name])),
    ...ours,
    row('the whole machine', names),
  ]);
}

interface Titled {
  readonly title: string;
  readonly point: Point;
}

const titled = (name: string, points: readonly Point[] = []): Titled[] =>
  points.map((point) => ({ title: `${name} ${point.inFlight}`, point }));

/** Who used the CPU: of one core, and for one operation. */
function sharesAndCosts(points: readonly Titled[], atRest: readonly Column[]): string[] {
  const share = points.map(({ title, point }) => ({ title, cpu: point.cpu, per: point.seconds / 100 }));
  const each = points.map(({ title, point }) => ({ title, cpu: point.cpu, per: point.count / 1_000 }));
  const shares = columnsTable('CPU, % of one core', [...atRest, ...share]);
  return each.length === 0 ? [shares] : [shares, columnsTable('CPU, ms an operation', each)];
}

export function cpuTables({ idle, evaluations, flows }: WalletFigures): string[] {
  const atRest: Column = { title: 'idle', cpu: idle.cpu, per: idle.seconds / 100 };
  return sharesAndCosts([...titled('eval', evaluations), ...titled('flow', flows)], [atRest]);
}

export function agreementCpuTables(figures: AgreementFigures): string[] {
  const { agreement, agreementLoaded, peer } = figures;
  const ours = [...titled('agr', agreement), ...titled('loaded', agreementLoaded)];
  return sharesAndCosts([...ours, ...titled('peer', peer)], []);
}
