import { Contention } from '@wallet/service';

const skipMs = 1_000;

/** How rows are locked. */
export interface RowLocks {
  /** Rows that others hold are passed over; they are then missing among the locked ones. */
  readonly skip: boolean;
  /** Ends the statement that locks: nothing, or ` skip locked`. */
  readonly clause: string;
  /** To be called when rows were passed over. */
  readonly met: () => void;
}

/**
 * Waits for row locks as long as that is short, which it nearly always is. After a wait that timed out rows that others
 * hold are passed over, until for a second none was met: a holder that vanished then stops nobody but those whose rows it
 * holds.
 */
export class LockPatience {
  private skipUntil = 0;
  private readonly waiting: RowLocks = { skip: false, clause: '', met: () => undefined };
  private readonly skipping: RowLocks = { skip: true, clause: ' skip locked', met: () => this.prolong() };

  /** `work` is a whole transaction; it is done again when its locks took too long. Throws Contention. */
  async run<T>(work: (locks: RowLocks) => Promise<T>): Promise<T> {
    const locks = Date.now() < this.skipUntil ? this.skipping : this.waiting;
    try {
      return await work(locks);
    } catch (error) {
      if (!(error instanceof Contention)) throw error;
      this.prolong();
      // What is in the way of a write cannot be passed over: the batch is halved by the transport.
      if (locks.skip) throw error;
      return await work(this.skipping);
    }
  }

  private prolong(): void {
    this.skipUntil = Date.now() + skipMs;
  }
}
