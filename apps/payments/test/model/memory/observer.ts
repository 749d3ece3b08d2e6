import type { Command } from '@wallet/contracts';
import type { Order } from '../../../src/domain/order/order';
import type { Account } from '../../../src/domain/wallet/account';

/** What a transaction decided on, and when. */
export interface Scope {
  readonly causes: readonly Command[];
  /** The orders that it found. */
  readonly found: readonly Order[];
  readonly now: Date;
}

/** Is told what transactions decide, and what it returns is called at the commit, if there is one. */
export interface Observer {
  decided(scope: Scope, decided: unknown): () => void;
  closed(orderIds: readonly string[], now: Date): void;
  statusesChanged(accounts: readonly Account[]): void;
}
