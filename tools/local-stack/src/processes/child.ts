import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LocalStackError } from '../basics/local-stack-error';
import { type KnownProcess, endFamily, killFamily, known } from './process-table';
import { unwatch, watch } from './watchdog';

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Gets all that it prints; appended to. */
  readonly logFile: string;
  /** Run as this user and group (root only). */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Called when it ends and nobody asked it to. */
  readonly onUnexpectedExit: (how: string) => void;
}

/** A process of ours: in a group of its own, its output in a file, and gone when this process is gone. */
export class Child {
  readonly process: KnownProcess;
  /** How it ended (`exit code 1`, `SIGKILL`), undefined while it runs. */
  ended: string | undefined;
  private expected = false;
  private readonly closed: Promise<unknown>;

  constructor(private readonly options: ChildOptions) {
    mkdirSync(dirname(options.logFile), { recursive: true });
    const log = openSync(options.logFile, 'a');
    const { command, args, env, cwd } = options;
    const child = spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', log, log], ...options.user });
    closeSync(log);
    this.closed = once(child, 'exit').catch((error: Error) => this.onExit(error.message));
    child.on('exit', (code, signal) => this.onExit(signal ?? `exit code ${code}`));
    const pid = child.pid;
    this.process = (pid === undefined ? undefined : known(pid)) ?? { pid: pid ?? 0, startedAt: '' };
    if (pid !== undefined) watch(pid);
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    if (this.ended === undefined) process.kill(this.process.pid, signal);
  }

  /** Resolves when it ends, with how. */
  async finished(): Promise<string> {
    this.expected = true;
    await this.closed;
    return this.ended ?? '';
  }

  /** SIGKILL to it and its descendants. */
  async kill(): Promise<void> {
    this.expected = true;
    if (this.ended !== undefined) return;
    await killFamily(this.process);
    await this.closed;
  }

  /** `signal`, then SIGKILL after the grace. */
  async end(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    this.expected = true;
    if (this.ended !== undefined) return;
    await endFamily(this.process, signal, graceMs);
    await this.closed;
  }

  /** Throws with the tail of its log when it has ended. */
  assertRunning(name: string): void {
    if (this.ended === undefined) return;
    throw new LocalStackError(
      `${name} ended (${this.ended}); the end of ${this.options.logFile}:\n${tail(this.options.logFile)}`,
    );
  }

  private onExit(how: string): void {
    if (this.ended !== undefined) return;
    this.ended = how;
    if (this.process.pid > 0) unwatch(this.process.pid);
    if (!this.expected) this.options.onUnexpectedExit(how);
  }
}

/** The last lines of a log file, indented. */
export function tail(file: string, lines = 15): string {
  const all = readFileSync(file, 'utf8').trimEnd().split('\n');
  return all
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}
