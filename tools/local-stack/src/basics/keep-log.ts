import { renameSync, rmSync } from 'node:fs';

const kept = 3;

/** At the start of a run, before its first process writes: renames the log of the run before to `<file>.1`, that to `<file>.2`, and so on; the fourth is deleted. */
export function keepLog(file: string): void {
  rmSync(`${file}.${kept}`, { force: true });
  for (let age = kept - 1; age >= 0; age--) moveIfThere(age === 0 ? file : `${file}.${age}`, `${file}.${age + 1}`);
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
