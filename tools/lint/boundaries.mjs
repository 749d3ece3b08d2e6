import path from 'node:path';
import { root, runTool } from './command.mjs';

/** The broken dependency rules of a source tree: `{ rule, comment, from, to, files }`, `files` being all of a cycle. */
export async function findBrokenBoundaries(base, folders) {
  const config = path.join(root, '.dependency-cruiser.cjs');
  const args = ['--config', config, '--output-type', 'json', ...folders];
  const run = await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, base);
  if (!run.stdout.startsWith('{')) throw new Error(run.output);
  const { summary, modules } = JSON.parse(run.stdout);
  if (modules.length === 0) throw new Error('dependency-cruiser found no modules');
  const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  return summary.violations.map(({ rule, from, to, cycle = [] }) => ({
    rule: rule.name,
    comment: comments.get(rule.name),
    from,
    to,
    files: cycle.length > 0 ? cycle.map(({ name }) => name) : [from],
  }));
}

export const printBoundary = ({ rule, comment, from, to, files }) =>
  `${rule}: ${files.length > 1 ? files.join(' -> ') : `${from} -> ${to}`}\n    ${comment}`;
