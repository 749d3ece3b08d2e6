import { docs } from '../../../tools/docs/documents';
import { withoutNpm, type Clone } from '../clone';
import { inParallel } from './in-parallel';

export interface ShownCommand {
  /** As a shell takes it. */
  readonly line: string;
  /** The document, or the command whose `--help` it is. */
  readonly where: string;
  /** Whether it has a line of its own, and not only a place in a sentence. */
  readonly isWhole: boolean;
}

/** What a command says of itself. */
export interface Help {
  readonly command: string;
  readonly text: string;
  /** Commands below it. */
  readonly below: readonly string[];
}

const history = /^CHANGELOG\.md$|^docs\/decisions\//;

function linesOf(block: string): string[] {
  const joined = block.replaceAll(/\\\n\s*/g, '');
  return joined.split('\n').map((line) => line.replace(/ +# .*$/, '').trim());
}

function inDocument(where: string, text: string): ShownCommand[] {
  const blocks = [...text.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].flatMap(([, block = '']) => linesOf(block));
  const spans = [...text.matchAll(/`((?:[A-Z_]+=\S+ )*np[mx] [^`\n]+)`/g)].map(([, span = '']) => span);
  return [
    ...blocks.filter((line) => line !== '').map((line) => ({ line, where, isWhole: true })),
    ...spans.map((line) => ({ line, where, isWhole: false })),
  ];
}

const inHelp = ({ command, text }: Help): ShownCommand[] =>
  [...text.matchAll(/^ {2}((?:[A-Z_]+=\S+ )*npm .+)$/gm)].map(([, line = '']) => ({
    line,
    where: `${command} --help`,
    isWhole: true,
  }));

/** Of these commands, and of all below them. */
export async function helpsOf(clone: Clone, commands: readonly string[]): Promise<Help[]> {
  const helps = await inParallel(commands, async (command) => {
    const [first, ...path] = command.split(' ');
    const { code, stdout, stderr } = await clone.bash(withoutNpm(`npm run ${first} -- ${path.join(' ')} --help`));
    if (code !== 0) throw new Error(`${command} --help: ${code} ${stderr}`);
    const [, list = ''] = /^Commands:\n((?: .*\n)+)/m.exec(stdout) ?? [];
    const names = [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name);
    const below = names.filter((name) => name !== 'help').map((name) => `${command} ${name}`);
    return { command, text: stdout, below };
  });
  const below = helps.flatMap((help) => help.below);
  return below.length === 0 ? helps : [...helps, ...(await helpsOf(clone, below))];
}

/** Of the documents, history excepted, and of the helps; each once, the whole ones first. */
export function shownCommands(helps: readonly Help[]): ShownCommand[] {
  const documents = [...docs].filter(([file]) => file.endsWith('.md') && !history.test(file));
  const all = [...helps.flatMap(inHelp), ...documents.flatMap(([file, text]) => inDocument(file, text))];
  const byLine = new Map<string, ShownCommand>();
  for (const command of all.toSorted((a, b) => Number(b.isWhole) - Number(a.isWhole))) {
    const key = command.line.replace('npm run -s ', 'npm run ');
    if (!byLine.has(key)) byLine.set(key, command);
  }
  return [...byLine.values()];
}
