import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './command.mjs';

const folders = ['apps', 'libs', 'tools', 'e2e', 'bench', '.'];
const skipped = new Set(['node_modules', 'dist', 'fixtures', 'results']);

function* walk(folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isFile()) yield file;
    else if (entry.isDirectory() && folder !== '.' && !skipped.has(entry.name)) yield* walk(file);
  }
}

const countLines = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Every TypeScript and JavaScript file of the project, fixtures excepted. */
export function readSourceFiles() {
  return folders
    .flatMap((folder) => [...walk(folder)])
    .filter((file) => /\.(ts|[mc]?js)$/.test(file))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return { file, lines: countLines(text), isSpec: file.endsWith('.spec.ts') };
    });
}

/** The project in one line. Medians and the longest file are of the sources without their specs. */
export function describeFiles(files) {
  const sources = files.filter(({ isSpec }) => !isSpec).sort((left, right) => left.lines - right.lines);
  const at = (share) => sources[Math.min(sources.length - 1, Math.floor(sources.length * share))];
  const longest = sources.at(-1);
  return [
    `${sources.length} source files and ${files.length - sources.length} specs`,
    `median ${at(0.5).lines} lines`,
    `p90 ${at(0.9).lines} lines`,
    `longest ${longest.file} (${longest.lines} lines)`,
  ].join(', ');
}
