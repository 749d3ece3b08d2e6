import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  /** Of the process, and where the system tells it of its children that ended. */
  readonly cpuSeconds: number;
}

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on

function linuxTime(pid: number): ProcessTime | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), cpuSeconds: ticks / ticksPerSecond };
  } catch {
    return undefined; // it has ended meanwhile
  }
}

/** `[[dd-]hh:]mm:ss[.ff]`, as `ps` prints a CPU time, in seconds. */
export function parseCpuTime(text: string): number {
  const [clock = '', days = '0'] = text.split('-').toReversed();
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

function psTime(line: string): ProcessTime {
  const [pid, parent, time = ''] = line.trim().split(/\s+/);
  return { pid: Number(pid), parent: Number(parent), cpuSeconds: parseCpuTime(time) };
}

/** All processes of the machine. */
export function processTimes(): ProcessTime[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,cputime='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map(psTime);
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => linuxTime(Number(pid))).filter((time) => time !== undefined);
}
