import { dirname, join } from 'node:path';
import { all, filesIn, texts } from './documents';

/** Every source of apps and libs that is no spec, by its path from the root. */
const sources = texts(
  ['apps', 'libs'].flatMap(filesIn).filter((file) => /\/src\/.*\.ts$/.test(file) && !/\.(spec|d)\.ts$/.test(file)),
);

const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .split(' as ')[0]!
        .trim(),
    )
    .filter(Boolean);

/** Imports and re-exports by name; the names are those of the file that is imported. */
const importsOf = (text: string): { readonly names: readonly string[]; readonly from: string }[] =>
  [...text.matchAll(/^(?:import|export)(?: type)? \{([^}]*)\} from '([^']+)';$/gm)].map(([, list = '', from = '']) => ({
    names: namesIn(list),
    from,
  }));

const declares = (text: string, name: string): boolean =>
  new RegExp(`^export (?:declare |abstract |async )?(?:const|function|class|interface|type) ${name}\\b`, 'm').test(
    text,
  );

function resolve(file: string, from: string): string | undefined {
  const [, lib, entry] = /^@wallet\/([\w-]+)(?:\/(\w+))?$/.exec(from) ?? [];
  if (lib !== undefined) return join('libs', lib, 'src', entry ?? '', 'index.ts');
  if (!from.startsWith('.')) return undefined;
  const target = join(dirname(file), from);
  return sources.has(`${target}.ts`) ? `${target}.ts` : join(target, 'index.ts');
}

/** The file that declares a name which `file` exports, perhaps from elsewhere. */
function declaring(file: string, name: string): string | undefined {
  const text = sources.get(file);
  if (text === undefined) return undefined;
  if (declares(text, name)) return file;
  const reexports = importsOf(text).filter(({ names }) => names.includes(name));
  const stars = all(text, /^export \* from '([^']+)';$/gm);
  const targets = [...reexports.map(({ from }) => from), ...stars].map((from) => resolve(file, from));
  for (const target of targets) {
    const found = target === undefined ? undefined : declaring(target, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** For each file those that it imports by name, indexes looked through, and those that import it. */
function neighbours(): Map<string, Set<string>> {
  const found = new Map([...sources.keys()].map((file) => [file, new Set<string>()]));
  for (const [file, text] of sources) {
    for (const { names, from } of importsOf(text)) {
      const target = resolve(file, from);
      for (const name of target === undefined ? [] : names) {
        const declared = declaring(target!, name);
        if (declared === undefined || declared === file) continue;
        found.get(file)!.add(declared);
        found.get(declared)!.add(file);
      }
    }
  }
  return found;
}

const graph = neighbours();

/** Where everything meets, so that a way through it says nothing. */
const isHub = (file: string): boolean => /(\.module|\/main|\/index|\/config)\.ts$/.test(file);

/** How many imports, in either direction, lie between two files; Infinity when there is no way. */
export function distance(from: string, to: string): number {
  const seen = new Set([from]);
  let front = [from];
  for (let steps = 0; front.length > 0; steps++) {
    if (front.includes(to)) return steps;
    const next = front
      .flatMap((file) => [...(graph.get(file) ?? [])])
      .filter((file) => !seen.has(file) && !isHub(file));
    next.forEach((file) => seen.add(file));
    front = [...new Set(next)];
  }
  return Infinity;
}
