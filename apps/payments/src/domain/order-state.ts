export type OrderState = 'WAITING_FOR_OTP' | 'PAID' | 'FAILED' | 'CLOSED';

/** Where an order may go from each state. What leads nowhere is final: no order is ever both paid and failed. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  WAITING_FOR_OTP: ['PAID', 'FAILED', 'CLOSED'],
  PAID: [],
  FAILED: [],
  CLOSED: [],
};

/** The states in which an order may begin: waiting, or refused at once. */
export const firstStates: readonly OrderState[] = ['WAITING_FOR_OTP', 'FAILED', 'CLOSED'];

/** Throws on a step that the table does not have: a bug, never a business decision. */
export function requireTransition(from: OrderState, to: OrderState): void {
  if (!transitions[from].includes(to)) throw new Error(`an order cannot go from ${from} to ${to}`);
}
