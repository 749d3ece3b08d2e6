import type { JsonObject } from '../wire/exchange';
import type { UnprovenCode } from './signed-message';

/** One call by the wallet, received `at` (ISO 8601). */
export interface WalletCall {
  readonly at: string;
  /** As the wallet says: its `Request-Time`. A simulator that is short of time receives a call long after it was sent. */
  readonly sentAt?: string | undefined;
  /** Host, port and path that were called. */
  readonly to: string;
  readonly body: JsonObject;
  readonly signature: 'valid' | 'invalid';
  /** Why it is refused when it is not valid. */
  readonly unproven?: UnprovenCode;
  /** Of the wallet's key, as the call names it. */
  readonly walletKeyVersion?: string;
  /** What is wrong with it, whatever it says: see `Breaches`. Absent: nothing. */
  readonly breaches?: readonly string[];
}
