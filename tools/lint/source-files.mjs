import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
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
      return { file, text, lines: countLines(text), isSpec: file.endsWith('.spec.ts') };
    });
}

/** Files that are too long, or named for nothing. */
export function refuseFiles(files) {
  return files.flatMap(({ file, lines, isSpec }) => {
    const mostLines = isSpec ? 400 : 250;
    const refusals = lines > mostLines ? [`${file}: ${lines} lines, at most ${mostLines} are allowed`] : [];
    return /(^|[.-])(service|utils?|helpers?|manager|common|impl)\./.test(path.basename(file))
      ? [...refusals, `${file}: name it for what it does`]
      : refusals;
  });
}

function countAnyInFile({ file, text }) {
  if (!file.endsWith('.ts') || !/\bany\b/.test(text)) return 0;
  let count = 0;
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return count;
}

/** The project in one line. Medians and the longest file are of the sources without their specs. */
export function describeFiles(files, cycleCount) {
  const sources = files.filter(({ isSpec }) => !isSpec).sort((left, right) => left.lines - right.lines);
  const at = (share) => sources[Math.min(sources.length - 1, Math.floor(sources.length * share))];
  const longest = sources.at(-1);
  const anyCount = files.reduce((sum, file) => sum + countAnyInFile(file), 0);
  return [
    `${sources.length} source files and ${files.length - sources.length} specs`,
    `median ${at(0.5).lines} lines`,
    `p90 ${at(0.9).lines} lines`,
    `longest ${longest.file} (${longest.lines} lines)`,
    `${cycleCount} import cycles`,
    `${anyCount} uses of any`,
  ].join(', ');
}
