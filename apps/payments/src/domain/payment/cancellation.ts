import type { AccountId, AgreementId, PaymentRequestId } from '@wallet/kernel';
import { businessTime } from '../business-time';
import { isInCancelWindow } from './cancel-window';
import { cancel, cancelUnknown, isUndecided, type CancelledOrder, type Order, type PaidOrder } from '../order/order';
import { Posting } from '../ledger/posting';

/** What a payment counted on its business day: its cancellation gives it back. */
export interface Usage {
  readonly accountId: AccountId;
  readonly agreementId: AgreementId | undefined;
  readonly day: string;
  /** Minor units: the whole debit, also when a part of it was refunded. */
  readonly amount: bigint;
}

/** How a payment is undone. No posting: all of it was refunded before. */
export interface Reversal {
  readonly posting: Posting | undefined;
  readonly usage: Usage;
}

/** `unchanged`: there is nothing to cancel any more, which is a success too. */
export type CancellationDecision =
  | { readonly kind: 'cancelled'; readonly order: CancelledOrder; readonly reversal: Reversal | undefined }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly refusal: 'CancelWindowExceeded' };

export interface CancellationTime {
  readonly now: Date;
  /** How far local time, and so the business day, is ahead of UTC. */
  readonly dayOffsetMinutes: number;
}

/** Must succeed in its window, whatever the state; the wallet gets its money whatever the customer's status. */
export function decideCancellation(
  paymentRequestId: PaymentRequestId,
  order: Order | undefined,
  { now, dayOffsetMinutes }: CancellationTime,
): CancellationDecision {
  if (!order) return { kind: 'cancelled', order: cancelUnknown(paymentRequestId, now), reversal: undefined };
  if (isUndecided(order)) return { kind: 'cancelled', order: cancel(order, now), reversal: undefined };
  if (order.state !== 'PAID') return { kind: 'unchanged' };
  if (!isInCancelWindow(order.paidAt, now)) return { kind: 'refused', refusal: 'CancelWindowExceeded' };
  const usage = usageOf(order, businessTime(order.paidAt, dayOffsetMinutes).day);
  return { kind: 'cancelled', order: cancel(order, now), reversal: { posting: Posting.reversal(order), usage } };
}

function usageOf(order: PaidOrder, day: string): Usage {
  const agreementId = order.kind === 'AGREEMENT' ? order.agreementId : undefined;
  return { accountId: order.accountId, agreementId, day, amount: order.debit.minorUnits };
}
