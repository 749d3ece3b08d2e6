import type { Entry, Status } from '../load/entry';

/** An order as our books have it; sums in minor units of what the wallets lost (`paid`) and got back. */
export interface BookedOrder {
  readonly paymentRequestId: string;
  readonly state: string;
  readonly paymentId: string | null;
  readonly paid: bigint;
  readonly reversed: bigint;
  readonly refunded: bigint;
}

export interface BookedRefund {
  readonly refundRequestId: string;
  readonly paymentRequestId: string;
  readonly refundId: string | null;
  readonly succeeded: boolean;
  readonly amount: bigint;
}

/** What the wallet told Alipay+ by itself. */
export interface Notice {
  readonly status: Status;
  readonly code: string;
  readonly paymentId?: string;
  /** When it was sent by the wallet's clock, since the load began. */
  readonly atMs: number;
}

/** A time in which facts may reach notifier late. */
export interface Disturbance {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** All that is known of one payment: what the caller heard, in the order of its calls, and what is in the books. */
export interface Evidence {
  readonly paymentRequestId: string;
  readonly entries: readonly Entry[];
  readonly order: BookedOrder | undefined;
  readonly refunds: readonly BookedRefund[];
  readonly notices: readonly Notice[];
  readonly disturbances: readonly Disturbance[];
}

/** What is wrong, each with its rule; empty is good. */
export type Check = (evidence: Evidence) => string[];

/** What the customer has lost in the end. */
export const netDebit = ({ paid, reversed, refunded }: BookedOrder): bigint => paid - reversed - refunded;

/** When the first cancellation was asked for, and when it was known to be done; Infinity: never. */
export function cancellation(entries: readonly Entry[]): { readonly askedAtMs: number; readonly doneAtMs: number } {
  const cancels = entries.filter(({ api }) => api === 'cancelPayment');
  const done = cancels.filter(({ status }) => status === 'S');
  return {
    askedAtMs: Math.min(...cancels.map(({ startedAtMs }) => startedAtMs)),
    doneAtMs: Math.min(...done.map(({ endedAtMs }) => endedAtMs)),
  };
}
