import { cpus } from 'node:os';
import { processTimes, type ProcessTime } from './process-times';

/** CPU seconds by name of the process. */
export type CpuSeconds = Readonly<Record<string, number>>;

/** The CPU time of the family of `root` so far. */
function familyTime(root: number, all: readonly ProcessTime[]): number {
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid)).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

function machineTime(): number {
  const times = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return times.reduce((sum, milliseconds) => sum + milliseconds, 0) / 1_000;
}

/**
 * Reads what named processes have used, each with all its descendants, as Postgres has one for each connection; and what all
 * other processes of the machine have, the system's and whatever disturbs the run.
 */
export class CpuMeter {
  constructor(private readonly pids: Readonly<Record<string, number>>) {}

  read(): CpuSeconds {
    const all = processTimes();
    const own = all.find(({ pid }) => pid === process.pid)?.cpuSeconds ?? 0;
    const named = Object.entries(this.pids).map(([name, pid]) => [name, familyTime(pid, all)] as const);
    const known = named.reduce((sum, [, seconds]) => sum + seconds, own);
    return { ...Object.fromEntries(named), 'this load': own, 'other processes': machineTime() - known };
  }

  since(before: CpuSeconds): CpuSeconds {
    const now = Object.entries(this.read());
    const used = now.map(([name, seconds]) => [name, Math.max(0, seconds - (before[name] ?? 0))] as const);
    return Object.fromEntries(used);
  }
}
