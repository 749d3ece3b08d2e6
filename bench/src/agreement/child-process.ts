import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '@wallet/local-stack';

export interface NodeProgram {
  readonly name: string;
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Node's own arguments. */
  readonly nodeArgs: readonly string[];
  readonly logFile: string;
  /** It is ready when this is answered, whatever the status. */
  readonly url: string;
}

export interface RunningProgram {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

const graceMs = 5_000;
const patienceMs = 30_000;

/** A program in a process of its own that ends with this one, once it is ready. Throws when it cannot start. */
export async function startProgram(program: NodeProgram): Promise<RunningProgram> {
  const child = new Child({
    command: process.execPath,
    args: [...program.nodeArgs, program.entry],
    env: { ...process.env, ...program.env },
    cwd: process.cwd(),
    logFile: program.logFile,
    onUnexpectedExit: () => undefined,
  });
  try {
    await answers(program, child);
  } catch (error) {
    await child.kill();
    throw error;
  }
  return { pid: child.process.pid, url: program.url, stop: () => child.end('SIGTERM', graceMs) };
}

async function answers({ name, url, logFile }: NodeProgram, child: Child): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(50)) {
    child.assertRunning(name);
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return;
  }
  throw new Error(`${name} does not answer at ${url}: see ${logFile}`);
}
