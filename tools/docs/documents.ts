import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(__dirname, '../..');
const skipped = ['node_modules', 'dist', 'fixtures'];

export const exists = (file: string): boolean => existsSync(join(root, file));

/** Every file below a folder, as a path from the root of the repository. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isFile()) return [file];
    return skipped.includes(entry.name) ? [] : filesIn(file);
  });
}

export const texts = (files: readonly string[]): Map<string, string> =>
  new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

/** The first group of every match. */
export const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const atTheRoot = readdirSync(root).filter((file) => file.endsWith('.md'));
const besideTheCode = ['apps', 'libs', 'tools'].flatMap(filesIn).filter((file) => file.endsWith('.md'));

export const docs = texts([
  ...atTheRoot,
  ...besideTheCode,
  ...filesIn('docs').filter((file) => !file.endsWith('.png')),
]);
export const doc = (file: string): string => docs.get(file) ?? '';

/** Of every heading, as GitHub makes them. */
export function anchorsOf(file: string): string[] {
  const words = all(doc(file), /^#+ (.+)$/gm).map((heading) => heading.toLowerCase().replace(/[^\w\s-]/g, ''));
  return words.map((heading) => heading.replaceAll(' ', '-'));
}

/** What stands below a heading of the second level. */
export function sectionOf(file: string, heading: string): string {
  const [section = ''] = all(doc(file), new RegExp(`^## ${heading}\n([^]*?)(?=^## |$(?![^]))`, 'gm'));
  return section;
}

/** Where a link or an image of a document leads, as a path from the root. */
export const targetOf = (file: string, path: string): string => (path === '' ? file : join(dirname(file), path));
