import { processTimes, type ProcessTime } from './process-times';

/** CPU seconds by name of the process. */
export type CpuSeconds = Readonly<Record<string, number>>;

/** The CPU time of the family of `root` so far. */
function familyTime(root: number, all: readonly ProcessTime[]): number {
  const family = new Set([root]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid)).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

/** Reads what named processes have used. Each counts with all its descendants, as Postgres has one for each connection. */
export class CpuMeter {
  constructor(private readonly pids: Readonly<Record<string, number>>) {}

  read(): CpuSeconds {
    const all = processTimes();
    const own = all.filter(({ pid }) => pid === process.pid)[0]?.cpuSeconds ?? 0;
    const others = Object.entries(this.pids).map(([name, pid]) => [name, familyTime(pid, all)] as const);
    return { ...Object.fromEntries(others), 'this load': own };
  }

  since(before: CpuSeconds): CpuSeconds {
    const used = Object.entries(this.read()).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)] as const);
    return Object.fromEntries(used);
  }
}
