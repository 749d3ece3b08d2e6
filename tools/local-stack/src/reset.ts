import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeDataFolder } from './infrastructure/data-folder';
import { clearState, readState } from './infrastructure/state-file';
import { type KnownProcess, endFamily } from './processes/process-table';
import { localDir } from './basics/repository';

const GRACE_MS = 35_000;

async function endHolder(lockFile: string): Promise<void> {
  if (!existsSync(lockFile)) return;
  const holder = JSON.parse(readFileSync(lockFile, 'utf8')) as KnownProcess;
  await endFamily(holder, 'SIGTERM', GRACE_MS);
}

/** Ends what runs with its data in this folder and deletes it. */
async function clear(dataDir: string): Promise<void> {
  const state = readState(dataDir);
  if (state) {
    await endFamily(state.starter, 'SIGTERM', GRACE_MS);
    await clearState(dataDir, state);
  }
  removeDataFolder(dataDir);
}

async function main(): Promise<void> {
  if (!existsSync(localDir)) return;
  await endHolder(join(localDir, 'start.lock'));
  const folders = readdirSync(localDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const dir of [...folders.map(({ name }) => join(localDir, name)), localDir]) await clear(dir);
}

main().then(
  () => console.log('.local/ is gone'),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
