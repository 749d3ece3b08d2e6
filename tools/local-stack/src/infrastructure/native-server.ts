import { LocalStackError } from '../basics/local-stack-error';
import { Child, type ChildOptions } from '../processes/child';
import type { KnownProcess } from '../processes/process-table';
import { type Log, retryFor } from '../basics/waiting';
import type { Server, ServerName } from './infrastructure';

/** How one native server is run; made once, so that a second start uses the same port and data. */
export interface NativePlan {
  readonly name: ServerName;
  readonly command: Omit<ChildOptions, 'onUnexpectedExit'>;
  /** The signal that asks for an orderly and quick stop. */
  readonly stopSignal: NodeJS.Signals;
  /** The one that asks for a stop without ending its work, if there is one. */
  readonly abortSignal?: NodeJS.Signals;
  /** Resolves when the server answers. */
  readonly check: () => Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

export class NativeServer implements Server {
  readonly source = 'native';
  private child: Child | undefined;

  constructor(
    private readonly plan: NativePlan,
    private readonly onStarted: (process: KnownProcess) => void,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    const { name, command, check } = this.plan;
    if (this.child && this.child.ended === undefined) throw new LocalStackError(`${name} is running already`);
    const onUnexpectedExit = (how: string): void =>
      this.log(`${name} stopped by itself (${how}), see ${command.logFile}`);
    const child = new Child({ ...command, onUnexpectedExit });
    this.child = child;
    this.onStarted(child.process);
    await retryFor(START_TIMEOUT_MS, check, () => child.assertRunning(name));
  }

  /** Does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.child?.signal(signal);
  }

  async kill(): Promise<void> {
    await this.child?.kill();
  }

  async stop(how: 'orderly' | 'immediate' = 'orderly'): Promise<void> {
    const { stopSignal, abortSignal = stopSignal } = this.plan;
    await this.child?.end(how === 'immediate' ? abortSignal : stopSignal, STOP_TIMEOUT_MS);
  }
}
