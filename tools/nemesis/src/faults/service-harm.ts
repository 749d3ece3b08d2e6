import type { ServiceProcess } from '@wallet/local-stack';
import type { ServiceFault } from '../plan/service-fault';
import type { Harm } from './inflicted';

/** Starts a process again when it has ended, one start at a time. */
export class Restarts {
  private readonly running = new Map<string, Promise<void>>();

  /** Resolves when it runs and is ready. */
  restart(process: ServiceProcess): Promise<void> {
    const before = this.running.get(process.name) ?? Promise.resolve();
    const restarted = before.then(() => process.restart());
    this.running.set(
      process.name,
      restarted.catch(() => undefined),
    );
    return restarted;
  }
}

/** A process that is killed or terminated is started again by us; a halted one goes on by itself. */
export function serviceHarm({ kind }: ServiceFault, process: ServiceProcess, restarts: Restarts): Harm {
  const signals = { kill: 'SIGKILL', stop: 'SIGSTOP', terminate: 'SIGTERM' } as const;
  return {
    inflict: () => process.kill(signals[kind]),
    heal: () => (kind === 'stop' ? process.kill('SIGCONT') : restarts.restart(process)),
  };
}
