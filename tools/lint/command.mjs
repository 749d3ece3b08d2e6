import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs one of the installed tools in a Node process of its own; resolves, also when it fails, with all that it printed. */
export function runTool(script, args, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}node_modules/${script}`, ...args], { cwd });
    const stdout = [];
    const stderr = [];
    child.stdout.on('data', (chunk) => stdout.push(chunk));
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    child.on('error', (error) => resolve({ ok: false, stdout: '', output: error.message }));
    child.on('close', (code) => {
      const text = Buffer.concat(stdout).toString();
      resolve({ ok: code === 0, stdout: text, output: (text + Buffer.concat(stderr).toString()).trim() });
    });
  });
}
