import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const entry = join(__dirname, '../dist/main.js');
const failpoints = join(__dirname, '../../../libs/testkit/dist/failpoints.js');

/** The built service as a process of its own, so that it can be killed. */
export class NotifierProcess {
  private readonly lines: Record<string, unknown>[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly onLine: (line: Record<string, unknown>) => void,
  ) {}

  /** Resolves when the service is ready. */
  static async start(
    env: Record<string, string>,
    onLine: (line: Record<string, unknown>) => void,
  ): Promise<NotifierProcess> {
    const child = spawn(process.execPath, ['--require', failpoints, entry], {
      env: { HEALTH_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const running = new NotifierProcess(child, onLine);
    await running.isReady();
    return running;
  }

  /** Resolves with its exit code, or the signal that ended it. */
  async end(signal?: NodeJS.Signals): Promise<number | string> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      if (signal) child.kill(signal);
      await exited;
    }
    return child.signalCode ?? child.exitCode ?? 'running';
  }

  async metric(name: string): Promise<string | undefined> {
    const response = await fetch(`http://127.0.0.1:${this.portOf('healthPort')}/metrics`);
    const line = (await response.text()).split('\n').find((text) => text.startsWith(`${name} `));
    return line?.slice(name.length + 1);
  }

  /** A call of the operator endpoint: a POST when it has a body. */
  async operate(path: string, token: string, body?: object): Promise<{ status: number; body: unknown }> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const request = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) };
    const response = await fetch(`http://127.0.0.1:${this.portOf('port')}/operator/v1/${path}`, request);
    return { status: response.status, body: await response.json() };
  }

  private portOf(name: 'port' | 'healthPort'): number {
    return Number(this.lines.find(({ msg }) => msg === 'notifier is ready')?.[name]);
  }

  private isReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.child.once('exit', (code) =>
        reject(new Error(`the notifier has ended with ${code}: ${JSON.stringify(this.lines)}`)),
      );
      createInterface({ input: this.child.stdout! }).on('line', (text) => {
        const line = JSON.parse(text) as Record<string, unknown>;
        this.lines.push(line);
        this.onLine(line);
        if (line['msg'] === 'notifier is ready') resolve();
      });
    });
  }
}
