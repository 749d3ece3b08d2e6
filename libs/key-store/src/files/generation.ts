import { readFileSync } from 'node:fs';
import { errorCode, fileFault } from '@wallet/service';
import { findKeyFiles, generationOf, type FoundFile, type FoundFiles } from './found-files';

/** What a folder held at one moment. */
export interface Generation {
  readonly found: FoundFiles;
  /** By `file`: what it holds. */
  readonly contents: ReadonlyMap<string, Buffer>;
  /** By `file`: why it cannot be read. */
  readonly faults: ReadonlyMap<string, string>;
}

const tries = 5;

/**
 * The whole of the folder; a generation that was replaced while it was read may have been in part deleted, and is read again.
 * Throws when the folder cannot be read, or does not hold still.
 */
export function readGeneration(dir: string): Generation {
  for (let tried = 1; tried <= tries; tried += 1) {
    const generation = readOnce(dir, tried === tries);
    if (generation?.found.place === generationOf(dir)) return generation;
  }
  throw new Error(`the files of ${dir} are replaced faster than they can be read`);
}

/** Undefined when some of it was gone while it was read, unless it is `theLast` try. */
function readOnce(dir: string, theLast: boolean): Generation | undefined {
  try {
    const found = findKeyFiles(dir);
    return { found, ...readAll([...found.keys, ...found.actives]) };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || theLast) throw error;
    return undefined;
  }
}

/** Throws ENOENT when one is gone. */
function readAll(files: readonly FoundFile[]): Omit<Generation, 'found'> {
  const contents = new Map<string, Buffer>();
  const faults = new Map<string, string>();
  for (const { file, path } of files) {
    try {
      contents.set(file, readFileSync(path));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') throw error;
      faults.set(file, fileFault(file, error).message);
    }
  }
  return { contents, faults };
}
