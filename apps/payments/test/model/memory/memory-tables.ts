import type { PaymentFact } from '@wallet/contracts';
import type { CurrencyCode } from '@wallet/money';
import type { Account } from '../../../src/domain/wallet/account';
import type { Order, PaidOrder } from '../../../src/domain/order/order';
import type { OrderState } from '../../../src/domain/order/order-state';
import type { Posting } from '../../../src/domain/ledger/posting';
import type { Refund } from '../../../src/domain/refund/refund';
import type { DayUsage } from '../../../src/domain/wallet/wallet';

export interface StoredAccount extends Account {
  readonly currency: CurrencyCode;
  readonly balance: bigint;
}

export interface OrderEvent {
  readonly orderId: string;
  readonly version: number;
  readonly state: OrderState;
}

/** What Postgres would hold. */
export class Tables {
  readonly orders = new Map<string, Order>();
  /** The payment of each order that ever was paid, with its refunds; a cancellation leaves it as it was. */
  readonly payments = new Map<string, PaidOrder>();
  readonly refunds = new Map<string, Refund>();
  readonly accounts = new Map<string, StoredAccount>();
  /** By account id and day. */
  readonly dayUsage = new Map<string, DayUsage>();
  /** By agreement id and day. */
  readonly agreementUsage = new Map<string, bigint>();
  readonly events: OrderEvent[] = [];
  readonly postings: Posting[] = [];
  readonly facts: PaymentFact[] = [];

  copy(): Tables {
    const copy = new Tables();
    for (const name of ['orders', 'payments', 'refunds', 'accounts', 'dayUsage', 'agreementUsage'] as const) {
      const target: Map<string, unknown> = copy[name];
      for (const [key, value] of this[name]) target.set(key, value);
    }
    copy.events.push(...this.events);
    copy.postings.push(...this.postings);
    copy.facts.push(...this.facts);
    return copy;
  }
}

/** Another transaction has stored the same at the same moment. */
export class Taken extends Error {}
