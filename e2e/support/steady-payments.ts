import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '@wallet/testkit';
import { repository } from './recipe';

/** The command of the simulator that pays once a second, run as the documentation has it. */
export class SteadyPayments {
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown>;
  private output = '';

  constructor(command: string, env: Readonly<Record<string, string>>) {
    const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
    const options = { cwd: repository, env: { ...process.env, ...env }, stdio, detached: true };
    const child = spawn('bash', ['-c', command], options);
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.closed = once(child, 'close');
    this.child = child;
  }

  /** One line for each payment that has ended. */
  get lines(): string[] {
    return this.output.split('\n').filter((line) => line.includes('  paymentRequestId='));
  }

  /** Of the keys that signed: `call answer notice`. */
  get versions(): string[] {
    const seen = this.lines.map((line) =>
      /call key (\S+) +answer key (\S+) +notice key (\S+)/.exec(line)?.slice(1).join(' '),
    );
    return [...new Set(seen.map((each) => each ?? 'none'))];
  }

  /** Resolves when so many more payments have ended. */
  async more(count: number): Promise<void> {
    const wanted = this.lines.length + count;
    await eventually(() => Promise.resolve(expect(this.lines.length).toBeGreaterThanOrEqual(wanted)), {
      timeoutMs: 30_000,
    });
  }

  /** As Ctrl-C does it; resolves with the last line that was printed. */
  async stop(): Promise<string> {
    const { pid, exitCode, signalCode } = this.child;
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGINT');
    await this.closed;
    return this.output.trimEnd().split('\n').at(-1) ?? '';
  }
}
