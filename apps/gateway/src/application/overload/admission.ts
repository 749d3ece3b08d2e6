import { share, type Priority } from './priority';

/** Why a call is refused before it is looked at. */
export type Overload = 'waiters' | 'age' | 'loop-delay';

export interface AdmissionBounds {
  readonly maxWaiters: number;
  readonly maxAgeMs: number;
  readonly maxLoopDelayMs: number;
  /** Of the calls past `maxWaiters`: so many a second go on to be refused with a signature. */
  readonly signedPerSecond: number;
}

export interface Load {
  /** Calls that wait for an answer. */
  readonly waiting: number;
  /** Of the oldest of them. */
  readonly oldestMs: number;
  /** What an event waits for the event loop. */
  readonly loopDelayMs: number;
}

/** With fewer waiting than this share of the bound it is the machine that is slow: shedding would help nobody. */
const idleShare = 0.1;
/** Past the bound of age one call in this time is taken all the same: its answer tells when the queue has gone. */
const probeEveryMs = 100;

/**
 * Decides from the load alone whether a call is worth being verified and parsed. What this lets pass can still be refused
 * by `Dispatch`, with a signature.
 */
export class Admission {
  private probedAt = -Infinity;
  private signable: number;
  private countedAt = 0;

  constructor(
    private readonly bounds: AdmissionBounds,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.signable = bounds.signedPerSecond;
  }

  /** Undefined: the call is taken. */
  overload(priority: Priority, { waiting, oldestMs, loopDelayMs }: Load): Overload | undefined {
    const { maxWaiters, maxAgeMs, maxLoopDelayMs } = this.bounds;
    if (waiting < maxWaiters * idleShare) return undefined;
    if (loopDelayMs >= maxLoopDelayMs * share[priority]) return 'loop-delay';
    if (oldestMs >= maxAgeMs * share[priority] && !this.mayProbe()) return 'age';
    if (waiting >= Math.floor(maxWaiters * share[priority]) && !this.maySign()) return 'waiters';
    return undefined;
  }

  private mayProbe(): boolean {
    const now = this.nowMs();
    if (now - this.probedAt < probeEveryMs) return false;
    this.probedAt = now;
    return true;
  }

  private maySign(): boolean {
    const { signedPerSecond } = this.bounds;
    const now = this.nowMs();
    this.signable = Math.min(signedPerSecond, this.signable + ((now - this.countedAt) / 1_000) * signedPerSecond);
    this.countedAt = now;
    if (this.signable < 1) return false;
    this.signable -= 1;
    return true;
  }
}
