import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { boundaryRules, findBrokenBoundaries } from './boundaries.mjs';
import { root } from './command.mjs';

const base = path.join(root, 'tools/lint/fixtures');

/** What each fixture says it breaks, in its first line: `// breaks: rule, rule`. */
function readExpected() {
  const files = readdirSync(base, { recursive: true }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => {
    const header = /^\/\/ breaks: (.+)\n/.exec(readFileSync(path.join(base, file), 'utf8'));
    return { file, rules: header ? header[1].split(', ') : [] };
  });
}

async function findBrokenByEslint() {
  const eslint = new ESLint({
    cwd: base,
    overrideConfigFile: path.join(root, 'eslint.config.mjs'),
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: base } },
    },
  });
  const results = await eslint.lintFiles(['.']);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, message }) => ({ file: path.relative(base, filePath), rule: ruleId ?? message })),
  );
}

async function findBroken() {
  const boundaries = await findBrokenBoundaries(base, ['apps', 'libs']);
  const files = boundaries.flatMap(({ rule, files }) => files.map((file) => ({ file, rule })));
  return [...files.filter(({ file }) => !file.startsWith('..')), ...(await findBrokenByEslint())];
}

/** Proves that each rule bites: every fixture must break exactly the rules that it names, and no rule is without one. */
export async function refuseToothlessRules() {
  const expected = readExpected();
  const broken = await findBroken();
  const named = new Set(expected.flatMap(({ rules }) => rules));
  const untested = boundaryRules.filter(({ name }) => !named.has(name)).map(({ name }) => `no fixture breaks ${name}`);
  const differing = expected.flatMap(({ file, rules }) => {
    const found = [...new Set(broken.filter((each) => each.file === file).map(({ rule }) => rule))];
    const same = found.length === rules.length && rules.every((rule) => found.includes(rule));
    return same
      ? []
      : [`${file}: should break ${rules.join(', ') || 'nothing'}, breaks ${found.join(', ') || 'nothing'}`];
  });
  return [...untested, ...differing];
}
