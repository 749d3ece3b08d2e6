import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Asks on stderr. An end of the input is an empty answer; Ctrl-C ends the process, and those that started it, as always. */
export async function askAtTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    return await Promise.race([lines.question(question), once(lines, 'close').then(() => '')]);
  } finally {
    lines.close();
  }
}
