import type { PlannedFault } from '../plan/fault-plan';
import type { Hold } from './lost-host';

/** A fault as it really was. Times are since the load began. */
export interface Inflicted {
  readonly planned: PlannedFault;
  readonly fromMs: number;
  /** When it was healed and what it broke ran again. */
  readonly untilMs: number;
  /** Why it could not be inflicted or healed. */
  readonly error?: string;
}

/** A process that stands still, and its connections stay open, until the load is over. */
export interface LostProcess {
  readonly process: string;
  readonly fromMs: number;
  /** Undefined: it had no transaction open. */
  readonly hold: Hold | undefined;
}

/** Does something to the world, and later undoes it. */
export interface Harm {
  inflict(): Promise<unknown>;
  heal(): Promise<unknown>;
}
