import { DependencyFault } from '@wallet/service';
import { Locks } from './memory-locks';
import { Taken, Tables } from './memory-tables';
import type { Safeties } from './safeties';
import type { Step, Trace } from './trace';

/** What becomes of the next commits: the connection breaks before them, or between the commit and its answer. */
export type CommitFault = 'before' | 'after';

export interface MemoryDatabaseOptions {
  readonly step: Step;
  readonly trace: Trace;
  readonly safeties: Safeties;
}

export interface Transaction {
  /** Locks the rows that exist now, in ascending order; what they hold is to be read after it. */
  lock(kind: 'order' | 'account', ids: readonly string[]): Promise<void>;
  /** What was committed by now. */
  readonly tables: Tables;
  /** Done at the commit, all or nothing; what it throws rolls back. */
  write(change: (tables: Tables) => void): void;
  /** Told synchronously at the commit. */
  committed(tell: () => void): void;
}

/**
 * A database in memory that behaves like Postgres at READ COMMITTED: locks of rows, atomic commits that may fail before
 * or after, reads of what is committed. Every wait is a step of the scheduler.
 */
export class MemoryDatabase {
  tables = new Tables();
  readonly faults: CommitFault[] = [];
  private readonly locks = new Locks();

  constructor(readonly options: MemoryDatabaseOptions) {}

  isLocked(kind: 'order' | 'account', id: string): boolean {
    return this.locks.isHeld(`${kind} ${id}`);
  }

  /** Done again once when another transaction has stored the same, as `redoneWhenTaken` does. */
  async transaction<T>(name: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.attempt(name, work);
    } catch (error) {
      if (!(error instanceof Taken)) throw error;
      this.options.trace.add(`${name}: ${error.message} is taken`);
      return this.attempt(name, work);
    }
  }

  private async attempt<T>(name: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const tx = new OpenTransaction(this, this.locks);
    try {
      await this.options.step(`begin ${name}`);
      const result = await work(tx);
      if (tx.writes.length > 0) await this.options.step(`write ${name}`);
      await this.options.step(`commit ${name}`);
      this.commit(name, tx);
      return result;
    } finally {
      tx.release();
    }
  }

  private commit(name: string, tx: OpenTransaction): void {
    const fault = tx.writes.length > 0 ? this.faults.shift() : undefined;
    const { safeties, trace } = this.options;
    const writes = fault !== 'before' ? tx.writes : safeties.has('atomic-writes') ? [] : tx.writes.slice(0, 1);
    const next = this.tables.copy();
    for (const write of writes) write(next);
    this.tables = next;
    if (fault !== 'before') for (const tell of tx.tellings) tell();
    trace.add(`commit ${name}${fault ? `, and the connection breaks ${fault} it` : ''}`);
    if (fault) throw new DependencyFault('postgres', new Error(`broken ${fault} the commit`));
  }
}

class OpenTransaction implements Transaction {
  readonly writes: ((tables: Tables) => void)[] = [];
  readonly tellings: (() => void)[] = [];
  private readonly held = new Map<string, () => void>();

  constructor(
    private readonly database: MemoryDatabase,
    private readonly locks: Locks,
  ) {}

  get tables(): Tables {
    return this.database.tables;
  }

  async lock(kind: 'order' | 'account', ids: readonly string[]): Promise<void> {
    const { safeties, step } = this.database.options;
    if (!safeties.has(kind === 'order' ? 'order-locks' : 'account-locks')) return;
    for (const id of [...new Set(ids)].sort()) {
      const row = `${kind} ${id}`;
      if (!this.held.has(row)) this.held.set(row, await this.locks.acquire(row));
    }
    await step(`locked ${kind}s`);
  }

  write(change: (tables: Tables) => void): void {
    this.writes.push(change);
  }

  committed(tell: () => void): void {
    this.tellings.push(tell);
  }

  release(): void {
    for (const release of this.held.values()) release();
  }
}
