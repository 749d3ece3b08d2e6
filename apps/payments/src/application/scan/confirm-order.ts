import { isExpired, type Command, type ConfirmOrderCommand, type Handled } from '@wallet/contracts';
import { unknown, type Clock } from '@wallet/kernel';
import { milestone, type Logger } from '@wallet/service';
import { businessTime, type BusinessTime } from '../../domain/business-time';
import type { ScannedOrder } from '../../domain/order/order';
import type { OrderBook } from '../../domain/payment/order-book';
import { decideConfirmation } from '../../domain/scan/confirmation';
import type { Policy } from '../policy';
import type { LockedWallets, Settlements } from '../settle-payment';
import type { OrderViews, Seen } from './order-views';
import { decideOwn } from './own-orders';

export interface ConfirmOrderPorts {
  readonly settlements: Settlements;
  readonly views: Pick<OrderViews, 'find'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Scope {
  readonly book: OrderBook;
  readonly wallets: LockedWallets;
  readonly time: BusinessTime;
}

/** The user pays a scanned order: a batch is decided in sequence and written in one transaction. */
export class ConfirmOrder {
  constructor(
    private readonly ports: ConfirmOrderPorts,
    private readonly policy: Pick<Policy, 'limits' | 'dayOffsetMinutes'>,
  ) {}

  execute(batch: readonly Command<ConfirmOrderCommand>[]): Promise<Handled[]> {
    const { settlements, views, clock } = this.ports;
    const time = businessTime(clock.now(), this.policy.dayOffsetMinutes);
    return decideOwn(views, batch, async (own) => {
      const decided = await settlements.settle(own, time, (book, wallets) =>
        own.map((command) => this.decide(command, { book, wallets, time })),
      );
      milestone('payments.settlement.committed');
      return decided;
    });
  }

  private decide(command: Command<ConfirmOrderCommand>, scope: Scope): Handled | Seen {
    if (scope.book.findHeld(command.key)) return 'locked';
    const order = scope.book.find(command.key);
    const seen = { seen: command.payload.orderId };
    if (order?.state !== 'WAITING_FOR_USER' || order.kind !== 'SCAN') return seen;
    const now = this.ports.clock.now();
    return isExpired(command, now) ? 'expired' : this.pay(order, scope, { now, seen });
  }

  private pay(
    order: ScannedOrder,
    { book, wallets, time }: Scope,
    { now, seen }: { readonly now: Date; readonly seen: Seen },
  ): Handled | Seen {
    const wallet = wallets.get(order.payer.accountId);
    if (!wallet) throw new Error(`order ${order.paymentRequestId} has no wallet`);
    const decision = decideConfirmation(order, wallet, { time, now, limits: this.policy.limits });
    if (decision.kind === 'declined') return { ...seen, declined: decision.refusal };
    if (decision.kind === 'undecided') {
      const { paymentRequestId } = order;
      this.ports.logger.warn({ paymentRequestId }, "the wallet's currency has no limits");
      return unknown('fault');
    }
    if (decision.kind === 'paid') {
      book.postings.push(decision.posting);
      wallets.set(wallet.accountId, decision.wallet);
    }
    book.put(decision.order);
    return seen;
  }
}
