import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The kernel counts in hundredths of a second, on every platform that has /proc. */
const tickMs = 10;

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly usedMs: number;
}

function rowOf(pid: number): Row[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid, parent: Number(fields[1]), usedMs: (Number(fields[11]) + Number(fields[12])) * tickMs }];
  } catch {
    return [];
  }
}

/** CPU time of this process and of all that descend from it, by process. Linux only: elsewhere there is none. */
export function ownCpuMs(): ReadonlyMap<number, number> {
  if (process.platform !== 'linux') return new Map();
  const rows = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? rowOf(Number(name)) : []));
  const family = new Set([process.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of rows) if (family.has(parent)) family.add(pid);
  }
  return new Map(rows.filter(({ pid }) => family.has(pid)).map(({ pid, usedMs }) => [pid, usedMs]));
}

/** CPU time that all of the machine has used. */
export const allCpuMs = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

export const coreCount = (): number => cpus().length;
