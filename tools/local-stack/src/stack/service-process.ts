import { join } from 'node:path';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';
import { Child, tail } from '../processes/child';
import { keepLog } from '../basics/keep-log';
import { repositoryDir } from '../basics/repository';
import { retryFor } from '../basics/waiting';
import { rowOf, type Environment, type ServiceName } from './services';
import type { ServiceProcess } from './stack';

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

export interface ServicePlan {
  readonly name: string;
  readonly service: ServiceName;
  readonly nodeArgs: readonly string[];
  readonly env: Environment;
  readonly healthPort: number;
  readonly logFile: string;
  /** The root folder of the build that it runs first. */
  readonly release: string;
}

/** The built file of an app, e.g. `main.js`; `release` is the root folder of the build. */
export function entryOf(service: ServiceName, file: string, release = repositoryDir): string {
  return join(release, 'apps', rowOf(service).app, 'dist', file);
}

interface Readiness {
  readonly ready: boolean;
  readonly dependencies?: readonly { readonly name: string; readonly up: boolean }[];
}

/** Only who scans codes needs them, and an Alipay+ that is down, or a payments of the release before, has none to give. */
const notAwaited = 'code-rules';

/** Ready, and all that it depends on works. */
async function askReady(healthUrl: string): Promise<void> {
  const answer = await fetch(`${healthUrl}/readyz?verbose`, { signal: AbortSignal.timeout(2_000) });
  const { ready, dependencies = [] } = (await answer.json()) as Readiness;
  const down = dependencies.filter(({ up, name }) => !up && name !== notAwaited).map(({ name }) => name);
  if (!ready || down.length > 0) throw new Error(`not ready${down.length > 0 ? `: ${down.join(', ')}` : ''}`);
}

export class NodeProcess implements ServiceProcess {
  readonly name: string;
  readonly service: ServiceName;
  readonly healthUrl: string;
  readonly logFile: string;
  private env: Environment;
  private release: string;
  private child: Child;

  constructor(
    private readonly plan: ServicePlan,
    private readonly died: (process: ServiceProcess, how: string) => void,
  ) {
    this.name = plan.name;
    this.service = plan.service;
    this.healthUrl = `http://127.0.0.1:${plan.healthPort}`;
    this.logFile = plan.logFile;
    this.env = plan.env;
    this.release = plan.release;
    this.child = this.spawn();
  }

  get pid(): number {
    return this.child.process.pid;
  }

  get ended(): string | undefined {
    return this.child.ended;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (signal === 'SIGSTOP' || signal === 'SIGCONT') return this.child.signal(signal);
    if (signal === 'SIGKILL') return this.child.kill();
    this.child.signal('SIGCONT');
    await this.child.end(signal, STOP_TIMEOUT_MS);
  }

  async restart(env: Environment = {}): Promise<void> {
    await this.kill('SIGTERM');
    this.env = { ...this.env, ...env };
    this.child = this.spawn();
    await this.waitReady();
  }

  async runRelease(release: string): Promise<void> {
    await this.kill('SIGTERM');
    this.release = release;
    await this.restart();
  }

  async waitReady(): Promise<void> {
    const { child } = this;
    try {
      await retryFor(
        READY_TIMEOUT_MS,
        () => askReady(this.healthUrl),
        () => child.assertRunning(this.name),
      );
    } catch (error) {
      if (error instanceof LocalStackError) throw error;
      const seconds = READY_TIMEOUT_MS / 1000;
      throw new LocalStackError(
        `${this.name} is not ready after ${seconds} s (${reasonOf(error)}); the end of ${this.logFile}:\n${tail(this.logFile)}`,
      );
    }
  }

  private spawn(): Child {
    const { service, nodeArgs, logFile } = this.plan;
    return new Child({
      command: process.execPath,
      args: [...nodeArgs, entryOf(service, 'main.js', this.release)],
      env: this.env,
      cwd: this.release,
      logFile,
      onUnexpectedExit: (how) => this.died(this, how),
    });
  }
}

export interface MigrationPlan {
  readonly databaseUrl: string;
  readonly logFile: string;
  /** The root folder of the build whose migrations they are. */
  readonly release: string;
}

/** Runs an app's migrations to the end; throws with the tail of its log when they fail. */
export async function migrate(service: ServiceName, { databaseUrl, logFile, release }: MigrationPlan): Promise<void> {
  keepLog(logFile);
  const child = new Child({
    command: process.execPath,
    args: [entryOf(service, 'migrate.js', release)],
    env: { ...process.env, DATABASE_URL: databaseUrl },
    cwd: release,
    logFile,
    onUnexpectedExit: () => undefined,
  });
  const how = await child.finished();
  if (how === 'exit code 0') return;
  throw new LocalStackError(`the migrations of ${service} failed (${how}); the end of ${logFile}:\n${tail(logFile)}`);
}
