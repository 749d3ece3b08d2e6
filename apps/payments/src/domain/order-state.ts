/** How an order comes to be paid: by an OTP, or at once by the access token of an agreement. It never changes. */
export type OrderKind = 'EASY_PAY' | 'AGREEMENT';

export type OrderState = 'WAITING_FOR_OTP' | 'PAID' | 'FAILED' | 'CLOSED';

/** Where an order may go from each state. What leads nowhere is final: no order is ever both paid and failed. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  WAITING_FOR_OTP: ['PAID', 'FAILED', 'CLOSED'],
  PAID: [],
  FAILED: [],
  CLOSED: [],
};

/** The states in which an order may begin. One of an agreement never waits. */
export const firstStates: Readonly<Record<OrderKind, readonly OrderState[]>> = {
  EASY_PAY: ['WAITING_FOR_OTP', 'FAILED', 'CLOSED'],
  AGREEMENT: ['PAID', 'FAILED', 'CLOSED'],
};

/** Throws on a step that the table does not have: a bug, never a business decision. */
export function requireTransition(from: OrderState, to: OrderState): void {
  if (!transitions[from].includes(to)) throw new Error(`an order cannot go from ${from} to ${to}`);
}
