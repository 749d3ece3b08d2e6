import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownProcess, isAlive, killFamily, known } from '../processes/process-table';
import type { ServerName } from './infrastructure';

export interface Addresses {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly kafkaBrokers: readonly string[];
}

/** What `infrastructure.json` holds. */
export interface State {
  readonly starter: KnownProcess;
  readonly processes: Partial<Record<ServerName, KnownProcess>>;
  /** Missing while it is being started. */
  readonly addresses?: Addresses;
}

const fileIn = (dataDir: string): string => join(dataDir, 'infrastructure.json');

export function readState(dataDir: string): State | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as State;
  } catch {
    return undefined;
  }
}

/** Kills what a starter that is gone left running, and forgets it. */
export async function clearState(dataDir: string, state: State): Promise<void> {
  await Promise.all(Object.values(state.processes).filter(isAlive).map(killFamily));
  rmSync(fileIn(dataDir), { force: true });
}

/** The state file of this process's infrastructure, kept up to date from the first server on. */
export class StateFile {
  private state: State = { starter: known(process.pid) ?? { pid: process.pid, startedAt: '' }, processes: {} };

  constructor(private readonly dataDir: string) {}

  started(name: ServerName, process: KnownProcess): void {
    this.write({ ...this.state, processes: { ...this.state.processes, [name]: process } });
  }

  ready(addresses: Addresses): void {
    this.write({ ...this.state, addresses });
  }

  remove(): void {
    rmSync(fileIn(this.dataDir), { force: true });
  }

  private write(state: State): void {
    this.state = state;
    writeFileSync(fileIn(this.dataDir), JSON.stringify(state, null, 2), { mode: 0o600 });
  }
}
