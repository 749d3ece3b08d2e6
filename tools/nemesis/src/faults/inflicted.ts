import type { PlannedFault } from '../plan/fault-plan';

/** A fault as it really was. Times are since the load began. */
export interface Inflicted {
  readonly planned: PlannedFault;
  readonly fromMs: number;
  /** When it was healed and what it broke ran again. */
  readonly untilMs: number;
  /** Why it could not be inflicted or healed. */
  readonly error?: string;
}

/** Does something to the world, and later undoes it. */
export interface Harm {
  inflict(): Promise<unknown>;
  heal(): Promise<unknown>;
}
