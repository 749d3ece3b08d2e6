import type { Attempt, Delivery, Payment } from '@wallet/operator-contract';
import type { CodeOfPayment } from './code-text';

/** A payment with its notices, the oldest first. */
export type PaymentLife = Payment & {
  /** Absent: it needed none. */
  readonly code?: CodeOfPayment | undefined;
  readonly deliveries: readonly (Omit<Delivery, 'attempts'> & { readonly attempts: readonly Attempt[] })[];
};
