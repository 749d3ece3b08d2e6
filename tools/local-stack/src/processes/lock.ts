import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type KnownProcess, isAlive, known } from './process-table';

export interface Lock {
  readonly release: () => void;
}

function holderOf(file: string): KnownProcess | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KnownProcess;
  } catch {
    return undefined;
  }
}

function create(file: string, self: KnownProcess): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, JSON.stringify(self));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function takeOver(file: string, stale: KnownProcess | undefined): Promise<void> {
  await sleep(20); // an empty file may be one that is being written
  if (holderOf(file)?.pid === stale?.pid) rmSync(file, { force: true });
}

/** Takes the lock file, or returns the process that holds it. A lock whose holder is gone is taken over. */
export async function tryLock(file: string): Promise<Lock | KnownProcess> {
  const self = known(process.pid) ?? { pid: process.pid, startedAt: '' };
  for (;;) {
    if (create(file, self)) {
      await sleep(40); // another process may have judged the old file stale and now removes this one
      if (holderOf(file)?.pid === self.pid) return { release: () => rmSync(file, { force: true }) };
      continue;
    }
    const holder = holderOf(file);
    if (holder && isAlive(holder)) return holder;
    await takeOver(file, holder);
  }
}

/** Waits for the lock as long as its holder lives; `onWait` is told once who that is. */
export async function lock(file: string, onWait: (holder: KnownProcess) => void): Promise<Lock> {
  for (let told = false; ;) {
    const taken = await tryLock(file);
    if ('release' in taken) return taken;
    if (!told) onWait(taken);
    told = true;
    await sleep(200);
  }
}
