import type { CustomerId, OrderId } from '@wallet/kernel';
import type { Money } from '@wallet/money';

/** What the user has shown to the app: a PIN, or what the phone says of a face or a finger. A secret. */
export interface PresentedFactor {
  readonly type: 'PIN' | 'BIOMETRY';
  readonly value: string;
}

/** What the user agrees to by it. */
export interface ApprovedPayment {
  readonly customerId: CustomerId;
  readonly orderId: OrderId;
  readonly amount: Money;
  readonly merchantName: string;
}

/** `locked`: no more tries, as its provider counts them. `unknown`: nobody can tell now; never a refusal. */
export type FactorVerdict = 'accepted' | 'refused' | 'locked' | 'unknown';

/** Is it really the customer who confirms? The wallet's own provider knows, and bounds the tries. */
export interface PaymentFactor {
  verdictOn(factor: PresentedFactor, payment: ApprovedPayment): Promise<FactorVerdict>;
}
