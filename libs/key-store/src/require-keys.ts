import { join } from 'node:path';
import { errorMessage, FileFault, readText } from '@wallet/service';
import { keyFilesIn, keyOf } from './key-folder';

/** By the name of a key: how its file is read; throws on what is no such key. */
export type NeededKeys = Readonly<Record<string, (text: string) => unknown>>;

/** For a setting that names a key folder. Throws FileFault, with all that is wrong, unless the newest of each key can be used. */
export function requireKeys(dir: string, needed: NeededKeys): void {
  const files = keyFilesIn(dir);
  const faults = Object.entries(needed).flatMap(([name, read]) => {
    const [newest] = files.filter((file) => keyOf(file).name === name).sort((a, b) => versionOf(b) - versionOf(a));
    return newest === undefined ? [`has no ${name}.pem or ${name}.<n>.key`] : faultsOf(join(dir, newest), read);
  });
  if (faults.length > 0) throw new FileFault(dir, faults.join(', '));
}

const versionOf = (file: string): number => Number(keyOf(file).version);

function faultsOf(file: string, read: (text: string) => unknown): string[] {
  try {
    read(readText(file));
    return [];
  } catch (error) {
    return [error instanceof FileFault ? `in it ${error.message}` : `in it ${file} is no key (${errorMessage(error)})`];
  }
}
