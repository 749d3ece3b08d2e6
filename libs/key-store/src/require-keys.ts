import { errorMessage, FileFault, readText } from '@wallet/service';
import { findKeyFiles } from './found-files';

/** By the name of a key: how its file is read; throws on what is no such key. */
export type NeededKeys = Readonly<Record<string, (text: string) => unknown>>;

/** For a setting that names a key folder. Throws FileFault, with all that is wrong, unless a version of each key can be used. */
export function requireKeys(dir: string, needed: NeededKeys): void {
  const { keys } = findKeyFiles(dir);
  const faults = Object.entries(needed).flatMap(([name, read]) => {
    const each = keys.filter((key) => key.name === name).map(({ path }) => faultsOf(path, read));
    const [newest = [`has no ${fileOf(name)}`]] = each;
    return each.some(({ length }) => length === 0) ? [] : newest;
  });
  if (faults.length > 0) throw new FileFault(dir, faults.join(', '));
}

const fileOf = (name: string): string =>
  /-(public|private)$/.test(name) ? `${name}.pem or ${name}.<n>.pem` : `${name}.<n>.key`;

function faultsOf(file: string, read: (text: string) => unknown): string[] {
  try {
    read(readText(file));
    return [];
  } catch (error) {
    return [error instanceof FileFault ? `in it ${error.message}` : `in it ${file} is no key (${errorMessage(error)})`];
  }
}
