/**
 * `node --require <this file> dist/main.js` with `FAILPOINT=<milestone>:hit=<n>:<kill|stop>`: the process sends itself SIGKILL
 * or SIGSTOP when it reaches the milestone for the n-th time. With `FAILPOINT_FILE` that text is read from a file, which may
 * change while the process runs; a missing or empty one is none. Of several processes with one file only the first is struck:
 * it takes the file away. No production entry imports this file.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, unlinkSync } from 'node:fs';

const { FAILPOINT: fixed = '', FAILPOINT_FILE: file } = process.env;
const signals = { kill: 'SIGKILL', stop: 'SIGSTOP' } as const;

let armed = '';
let name: string | undefined;
let signal: NodeJS.Signals = 'SIGKILL';
let left = 0;

function arm(failpoint: string): void {
  armed = failpoint;
  const [, milestone, hit, how] = /^([a-z0-9.-]+):hit=([1-9]\d*):(kill|stop)$/.exec(failpoint) ?? [];
  if (failpoint && !milestone) throw new Error(`FAILPOINT=${failpoint} is not <milestone>:hit=<n>:<kill|stop>`);
  name = milestone;
  signal = how === 'stop' ? signals.stop : signals.kill;
  left = Number(hit);
}

function armFromFile(path: string): void {
  let text = '';
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch {
    // There is none now.
  }
  if (text !== armed) arm(text);
}

/** False when another process was struck. */
function isOurs(): boolean {
  try {
    if (file) unlinkSync(file);
    return true;
  } catch {
    return false;
  }
}

if (fixed) arm(fixed);
if (fixed || file) {
  subscribe('wallet.milestone', (reached) => {
    if (file) armFromFile(file);
    if ((reached as { name: string }).name === name && --left === 0 && isOurs()) process.kill(process.pid, signal);
  });
}
