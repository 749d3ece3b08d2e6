/** Runs a program as a step of a command of ours, so that it ends with us. No dependencies: it runs before there are any. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const graceMs = 5_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Calls back when what started us is gone: npm does not hand on every signal. */
function whenOrphaned(callback) {
  const parent = process.ppid;
  return setInterval(() => process.ppid !== parent && callback('SIGHUP'), 500);
}

/**
 * Resolves with `{ code, signal }`, or `{ error }` when the program cannot be run. The program has a process group of its own:
 * a signal to us, or the end of what started us, ends all of the group, with SIGKILL after 5 s, and then us.
 */
export function runChild(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options, detached: true });
    let asked;
    const end = (signal) => {
      if (asked) return;
      asked = signal;
      signalGroup(child.pid, signal);
      setTimeout(signalGroup, graceMs, child.pid, 'SIGKILL').unref();
    };
    const orphaned = whenOrphaned(end);
    for (const signal of signals) process.on(signal, end);
    const done = (outcome) => {
      clearInterval(orphaned);
      for (const signal of signals) process.off(signal, end);
      if (asked === undefined) return resolve(outcome);
      signalGroup(child.pid, 'SIGKILL');
      process.exit(128 + constants.signals[asked]);
    };
    child.on('error', (error) => done({ error }));
    child.on('exit', (code, signal) => done({ code, signal }));
  });
}
