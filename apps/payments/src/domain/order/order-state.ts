/**
 * How an order comes to be paid: by an OTP, at once by the access token of an agreement, or by the user who scanned a code.
 * SDK: a scanned code with which the client SDK of Alipay+ goes on; it is never paid here. It never changes.
 */
export type OrderKind = 'EASY_PAY' | 'AGREEMENT' | 'SCAN' | 'SDK';

export type OrderState = 'WAITING_FOR_OTP' | 'WAITING_FOR_USER' | 'PAID' | 'FAILED' | 'CLOSED' | 'CANCELLED';

/** Where an order may go from each state. No order is ever both paid and failed; only a cancellation undoes a payment. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  WAITING_FOR_OTP: ['PAID', 'FAILED', 'CLOSED', 'CANCELLED'],
  WAITING_FOR_USER: ['PAID', 'FAILED', 'CLOSED', 'CANCELLED'],
  PAID: ['CANCELLED'],
  FAILED: [],
  CLOSED: [],
  CANCELLED: [],
};

/**
 * The states in which an order may begin. One of an agreement never waits; an id that is cancelled before anything was
 * ordered counts as Easy Pay.
 */
export const firstStates: Readonly<Record<OrderKind, readonly OrderState[]>> = {
  EASY_PAY: ['WAITING_FOR_OTP', 'FAILED', 'CLOSED', 'CANCELLED'],
  AGREEMENT: ['PAID', 'FAILED', 'CLOSED'],
  SCAN: ['WAITING_FOR_USER', 'FAILED', 'CLOSED'],
  SDK: ['WAITING_FOR_USER'],
};

/** Throws on a step that the table does not have: a bug, never a business decision. */
export function requireTransition(from: OrderState, to: OrderState): void {
  if (!transitions[from].includes(to)) throw new Error(`an order cannot go from ${from} to ${to}`);
}
