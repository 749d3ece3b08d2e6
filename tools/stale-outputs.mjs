import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const output = /^(?<name>.+?)\.(?:js|d\.ts|js\.map)$/;
const places = ['apps', 'libs', 'tools', '.'];

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) yield join(entry.parentPath, entry.name);
}

const packagesOf = (root) =>
  places.flatMap((place) => readdirSync(join(root, place)).map((name) => join(root, place, name)));

/** Removes from each `dist` what was built of a source that is gone: the compiler leaves it, and migrations are found by their folder. */
export function removeStaleOutputs(root) {
  for (const folder of packagesOf(root).filter((name) => existsSync(join(name, 'dist/tsconfig.tsbuildinfo')))) {
    const dist = join(folder, 'dist');
    for (const file of filesBelow(dist)) {
      const { name } = output.exec(file.slice(dist.length))?.groups ?? {};
      if (name !== undefined && !existsSync(join(folder, 'src', `${name}.ts`))) rmSync(file);
    }
  }
}
