import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Asks at the terminal, on stderr. An end of the input, also Ctrl-C, is an empty answer. */
export async function askAtTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await Promise.race([lines.question(question), once(lines, 'close').then(() => '')]);
  } catch {
    return '';
  } finally {
    lines.close();
  }
}
