import { LocalStackError } from './basics/local-stack-error';
import { run } from './start/run';
import type { StartArguments } from './start/start-arguments';

/** Under npm: calls back when the shell or npm that runs us is gone, since npm does not hand every signal on. */
function whenOrphaned(callback: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 500);
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends this process at once (the servers then end with it). */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (): void => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    whenOrphaned(resolve);
  });
}

/** What `npm start` does after the build; ends this process with its exit code. */
export async function start(args: StartArguments): Promise<never> {
  try {
    process.exit(await run(args, stopSignal()));
  } catch (error) {
    console.error(error instanceof LocalStackError ? error.message : error);
    process.exit(1);
  }
}
