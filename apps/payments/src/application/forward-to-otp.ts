import { forward, sendOtp, type Forward } from '@wallet/contracts';
import type { WaitingOrder } from '../domain/order/order';
import { proposeVerifyRequestId } from '../domain/order/verify-request-id';

/** The order's own values go to otp: the number and the amount are never taken from a repeat. */
export function forwardToOtp(order: WaitingOrder, purpose: 'first' | 'resend', correlationId: string): Forward {
  const { paymentRequestId, terms, payer, expiresAt } = order;
  const { paymentAmount, referenceMerchantId, merchantName } = terms;
  return forward(sendOtp, {
    subject: 'order',
    paymentRequestId,
    purpose,
    proposedVerifyRequestId: proposeVerifyRequestId(purpose, correlationId),
    bound: { amount: paymentAmount, referenceMerchantId, customerId: payer.customerId },
    mobileNumber: payer.mobileNumber,
    merchantName,
    expiresAt: expiresAt.toISOString(),
  });
}
