import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(__dirname, '../..');

/** The shell blocks that a document has below a heading and above the next one, in order. */
export function shellBlocks(file: string, heading: string): string[] {
  const [, after = ''] = readFileSync(join(repository, file), 'utf8').split(`\n${heading}\n`);
  const [section = ''] = after.split(/\n#+ /);
  return [...section.matchAll(/^( *)```sh\n([^]*?)^ *```$/gm)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** Runs it as a user does from the root of the clone; throws, with what it printed, when a line of it fails. */
export function runShell(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: repository, env: { ...process.env, ...env } };
    execFile('bash', ['-e', '-c', script], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${script}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}
