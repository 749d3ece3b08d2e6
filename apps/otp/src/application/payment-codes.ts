import type { Answer, otpEndpoints } from '@wallet/operator-contract';

export type PaymentCode = Answer<typeof otpEndpoints.showPaymentCode>;

/** What operators may see of the codes of payments, for as long as the store keeps them. */
export abstract class PaymentCodes {
  /** Throws DependencyFault when the store does not work. */
  abstract find(paymentRequestId: string): Promise<PaymentCode | undefined>;
}
