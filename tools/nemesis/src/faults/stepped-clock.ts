/**
 * `node --require <this file> dist/main.js` with `CLOCK_STEP_DIR`: while that folder has a file of this process's id, its
 * clock differs from the machine's by the milliseconds in it. Timers run on as they do when a machine's clock is set.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const everyMs = 100;
const dir = process.env['CLOCK_STEP_DIR'];
const MachineDate = Date;
let stepMs = 0;

function look(file: string): void {
  try {
    stepMs = Number(readFileSync(file, 'utf8'));
  } catch {
    stepMs = 0;
  }
}

if (dir) {
  const now = (): number => MachineDate.now() + stepMs;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
  setInterval(() => look(join(dir, String(process.pid))), everyMs).unref();
}
