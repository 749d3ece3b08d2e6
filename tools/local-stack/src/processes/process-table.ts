import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process and the moment it began, because a number alone may belong to another process later. */
export interface KnownProcess {
  readonly pid: number;
  readonly startedAt: string;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly startedAt: string;
}

function linuxRow(pid: number): Row | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, state: fields[0] ?? '', parent: Number(fields[1]), startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function psRow(line: string): Row {
  const [pid, parent, state, ...start] = line.trim().split(/\s+/);
  return { pid: Number(pid), parent: Number(parent), state: state ?? '', startedAt: start.join(' ') };
}

function ps(args: readonly string[]): Row[] {
  try {
    const text = execFileSync('ps', [...args, '-o', 'pid=,ppid=,state=,lstart='], { encoding: 'utf8' });
    return text.split('\n').filter(Boolean).map(psRow);
  } catch {
    return [];
  }
}

function rowOf(pid: number): Row | undefined {
  const row = process.platform === 'linux' ? linuxRow(pid) : ps(['-p', String(pid)])[0];
  return row?.state.startsWith('Z') ? undefined : row;
}

function allRows(): Row[] {
  if (process.platform !== 'linux') return ps(['-A']);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => linuxRow(Number(pid))).filter((row) => row !== undefined);
}

/** The process with this number now, or undefined when there is none (a zombie is none). */
export function known(pid: number): KnownProcess | undefined {
  const row = rowOf(pid);
  return row && { pid, startedAt: row.startedAt };
}

export function isAlive(process: KnownProcess): boolean {
  return known(process.pid)?.startedAt === process.startedAt;
}

/** The process and all that descend from it, without zombies. */
function familyOf(root: KnownProcess): KnownProcess[] {
  if (!isAlive(root)) return [];
  const rows = allRows().filter((row) => !row.state.startsWith('Z'));
  const family = new Set([root.pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  }
  return rows.filter((row) => family.has(row.pid));
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves true when none of them is alive any more, false when the time is up first. */
export async function gone(processes: readonly KnownProcess[], timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (processes.some(isAlive)) {
    if (Date.now() >= until) return false;
    await sleep(20);
  }
  return true;
}

/** SIGKILL to a process and its descendants; resolves when all are gone. */
export async function killFamily(root: KnownProcess): Promise<void> {
  const family = familyOf(root);
  for (const { pid } of family) signalOne(pid, 'SIGKILL');
  await gone(family, 10_000);
}

/** `signal` to the process, SIGKILL to what is left of its family after the grace. */
export async function endFamily(root: KnownProcess, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const family = familyOf(root);
  if (family.length > 0) signalOne(root.pid, signal);
  if (await gone(family, graceMs)) return;
  await Promise.all(family.filter(isAlive).map(killFamily));
}
