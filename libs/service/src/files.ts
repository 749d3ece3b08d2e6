import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, errorCode, errorMessage } from './errors';

/** A file or folder that cannot be used. The message names it by its whole path, and says what is wrong with it. */
export class FileFault extends ConfigError {
  constructor(
    path: string,
    fault: string,
    /** Node's, when it could not be read. */
    readonly code?: string,
  ) {
    super(`${resolve(path)} ${fault}`);
  }
}

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};

function read<T>(path: string, work: () => T, own: Readonly<Record<string, string>>): T {
  try {
    return work();
  } catch (error) {
    throw fileFault(path, error, own);
  }
}

/** What is wrong with the file when reading it has thrown this. */
export function fileFault(path: string, error: unknown, own: Readonly<Record<string, string>> = {}): FileFault {
  const code = errorCode(error) ?? '';
  return new FileFault(path, own[code] ?? faults[code] ?? `cannot be read (${errorMessage(error)})`, code);
}

/** What the file holds, without white space around it. Throws FileFault, also when that is nothing. */
export function readText(path: string): string {
  const text = read(path, () => readFileSync(path, 'utf8'), { ENOTDIR: 'does not exist' }).trim();
  if (text === '') throw new FileFault(path, 'is empty');
  return text;
}

/** The names in the folder. Throws FileFault. */
export const readFolder = (path: string): string[] => read(path, () => readdirSync(path), { ENOTDIR: 'is no folder' });

/**
 * A path as it may be told. Where one is wanted the secret itself was perhaps given: what neither begins like a path nor ends
 * like a file name is not repeated.
 */
export function isTellable(path: string): boolean {
  return path.length < 256 && !/[\r\n]|=$|-----/.test(path) && /^(~|\.{0,2})\/|^[\w-]+\/|^[^/]+\.\w{1,8}$/.test(path);
}
