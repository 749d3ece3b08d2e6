import type { Attempt, Delivery, Payment } from '@wallet/operator-contract';

/** A payment with its notices, the oldest first. */
export type PaymentLife = Payment & {
  readonly deliveries: readonly (Omit<Delivery, 'attempts'> & { readonly attempts: readonly Attempt[] })[];
};
