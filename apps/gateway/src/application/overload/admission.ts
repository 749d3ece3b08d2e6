import { share, type Priority } from '../priority';
import { Standing } from './standing';

/** Why a call is refused before it is looked at. */
export type Overload = 'waiters' | 'age' | 'intake' | 'loop-delay';

export interface AdmissionBounds {
  readonly maxWaiters: number;
  readonly maxAgeMs: number;
  readonly maxLoopDelayMs: number;
  /** Of the calls past `maxWaiters`: so many a second go on to be refused with a signature. */
  readonly signedPerSecond: number;
}

export interface Load {
  /** Calls that wait to be looked at, or for an answer. */
  readonly waiting: number;
  /** Calls that have come since none waited to be looked at. */
  readonly burst: number;
  /** How long the next one would wait to be looked at: the gateway itself is behind by so much. */
  readonly intakeMs: number;
  /** How long the oldest one waits for an answer. */
  readonly oldestMs: number;
  /** What an event waits for the event loop. */
  readonly loopDelayMs: number;
}

/** With fewer waiting than this share of the bound it is the machine that is slow: shedding would help nobody. */
const idleShare = 0.1;
/** Of the age, for the wait in the intake: the other half is for those who answer. */
const intakeShare = 0.5;
/** Of the waiters: so many are taken that come in one go, however long they wait. */
const burstShare = 0.5;
/** A refusal with a signature waits in the intake first; past this wait it would come too late to spare anybody anything. */
const mostIntakeMsOfSigned = 20;

/**
 * Decides from the load alone whether a call is worth being verified and parsed. What this lets pass can still be refused
 * by `Dispatch`, with a signature.
 */
export class Admission {
  private signable: number;
  private countedAt = 0;
  private readonly old: Standing;
  private readonly delayed: Standing;

  constructor(
    private readonly bounds: AdmissionBounds,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.signable = bounds.signedPerSecond;
    this.old = new Standing(bounds.maxAgeMs * share.evaluation);
    this.delayed = new Standing(bounds.maxLoopDelayMs * share.evaluation);
  }

  /** To be told many times a second: whether a wait or a delay stands. */
  look({ oldestMs, loopDelayMs }: Pick<Load, 'oldestMs' | 'loopDelayMs'>): void {
    const now = this.nowMs();
    this.old.look(oldestMs, now);
    this.delayed.look(loopDelayMs, now);
  }

  /** Undefined: the call is taken. */
  overload(priority: Priority, load: Load): Overload | undefined {
    const { maxWaiters } = this.bounds;
    if (load.waiting < maxWaiters * idleShare) return undefined;
    const slow = this.slowness(share[priority], load);
    if (slow) return slow;
    const isFull = load.waiting >= Math.floor(maxWaiters * share[priority]);
    return isFull && (load.intakeMs > mostIntakeMsOfSigned || !this.maySign()) ? 'waiters' : undefined;
  }

  private slowness(ofBound: number, { burst, intakeMs, oldestMs, loopDelayMs }: Load): Overload | undefined {
    const { maxWaiters, maxAgeMs, maxLoopDelayMs } = this.bounds;
    if (burst >= maxWaiters * burstShare && intakeMs >= intakeShare * maxAgeMs * ofBound) return 'intake';
    if (this.delayed.stands && loopDelayMs >= maxLoopDelayMs * ofBound) return 'loop-delay';
    if (this.old.stands && oldestMs >= maxAgeMs * ofBound) return 'age';
    return undefined;
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
