import { createRequire } from 'node:module';
import path from 'node:path';
import { root, runTool } from './command.mjs';

const config = path.join(root, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(config);
const folderCircle = {
  name: 'no-folder-circles',
  comment: 'No folders that import each other: what a folder and one below it need stands in a folder below both.',
};

/** All rules of imports, `{ name, comment }` among others. */
export const boundaryRules = [...forbidden, folderCircle];

/** The broken dependency rules of a source tree: `{ rule, comment, from, to, files }`, `files` being all of a cycle. */
export async function findBrokenBoundaries(base, folders) {
  const args = ['--config', config, '--output-type', 'json', ...folders];
  const run = await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, base);
  if (!run.stdout.startsWith('{')) throw new Error(run.output);
  const { summary, modules } = JSON.parse(run.stdout);
  if (modules.length === 0) throw new Error('dependency-cruiser found no modules');
  const comments = new Map(boundaryRules.map(({ name, comment }) => [name, comment]));
  return [...summary.violations, ...findFolderCircles(modules)].map(({ rule, from, to, cycle = [] }) => ({
    rule: rule.name,
    comment: comments.get(rule.name),
    from,
    to,
    files: cycle.length > 0 ? cycle.map(({ name }) => name) : [from],
  }));
}

/**
 * Every import on a circle of folders, specs excepted. A folder is its own files without those of the folders below it;
 * dependency-cruiser counts them in, and sees no circle of a folder and one below it.
 */
function findFolderCircles(modules) {
  const imports = modules
    .filter(({ source }) => !source.endsWith('.spec.ts'))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => ({ from: source, to: resolved })))
    .filter(({ from, to }) => path.dirname(from) !== path.dirname(to));
  const folderImports = new Map();
  for (const { from, to } of imports) {
    const folder = path.dirname(from);
    folderImports.set(folder, (folderImports.get(folder) ?? new Set()).add(path.dirname(to)));
  }
  const reach = (folder, reached = new Set()) => {
    for (const next of folderImports.get(folder) ?? []) if (!reached.has(next)) reach(next, reached.add(next));
    return reached;
  };
  return imports
    .filter(({ from, to }) => reach(path.dirname(to)).has(path.dirname(from)))
    .map((each) => ({ ...each, rule: folderCircle }));
}

export const printBoundary = ({ rule, comment, from, to, files }) =>
  `${rule}: ${files.length > 1 ? files.join(' -> ') : `${from} -> ${to}`}\n    ${comment}`;
