import { resolve } from 'node:path';
import { errorMessage, FileFault } from '@wallet/service';
import { chooseVersion, fileOf } from './chosen-version';
import { readGeneration, type Generation } from './generation';

/** How the file of a key is read. */
export interface NeededKey {
  /** Throws on what is no such key. */
  readonly read: (text: string) => unknown;
  /** One version of it is in use at a time, and `<name>.active` says which. */
  readonly isChosen: boolean;
}

/** By the name of a key. */
export type NeededKeys = Readonly<Record<string, NeededKey>>;

/** For a setting that names a key folder. Throws FileFault, with all that is wrong, unless each key can be used. */
export function requireKeys(dir: string, needed: NeededKeys): void {
  const generation = readGeneration(dir);
  const faults = Object.entries(needed).flatMap(([name, key]) => faultsOf(generation, name, key));
  if (faults.length > 0) throw new FileFault(dir, faults.join(', '));
}

function faultsOf(generation: Generation, name: string, { read, isChosen }: NeededKey): string[] {
  const { found, contents } = generation;
  const each = found.keys
    .filter((key) => key.name === name)
    .map(({ version, file }) => ({ version, faults: faultsIn(file, generation, read) }));
  const usable = each.filter(({ faults }) => faults.length === 0).map(({ version }) => version);
  if (usable.length === 0) return each[0]?.faults ?? [`has no ${fileOf(name)}${misnamed(found, name)}`];
  const active = found.actives.find((each) => each.name === name);
  if (!isChosen) return [];
  const { fault } = chooseVersion(name, usable, active && (contents.get(active.file) ?? '').toString().trim());
  return fault === undefined ? [] : [fault];
}

function misnamed({ unusable }: Generation['found'], name: string): string {
  const files = unusable.filter((file) => file.includes(`/${name}.`));
  return files.length === 0 ? '' : ` (not one: ${files.join(', ')})`;
}

function faultsIn(file: string, { contents, faults }: Generation, read: NeededKey['read']): string[] {
  const text = contents.get(file)?.toString().trim();
  if (text === undefined) return [`in it ${faults.get(file)}`];
  if (text === '') return [`in it ${resolve(file)} is empty`];
  try {
    read(text);
    return [];
  } catch (error) {
    return [`in it ${resolve(file)} is no key (${errorMessage(error)})`];
  }
}
