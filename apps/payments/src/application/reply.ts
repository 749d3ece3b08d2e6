import { sendOtp, type Answer, type SendOtp } from '@wallet/contracts';
import type { Answers, Forwarding, Message } from '@wallet/messaging';
import type { WaitingOrder } from '../domain/order/order';
import { proposeVerifyRequestId } from '../domain/order/verify-request-id';
import { requireUnlocked, type Decided } from './decided';

/** What becomes of one command: answered here, or handed on to otp. */
export type Reply = { readonly answer: Answer } | { readonly forward: SendOtp };

export const refusedReply = (refusal: Extract<Answer, { outcome: 'refused' }>['refusal']): Reply => ({
  answer: { outcome: 'refused', refusal },
});
export const faultReply: Reply = { answer: { outcome: 'unknown', reason: 'fault' } };

/** The order's own values go to otp: the number and the amount are never taken from a repeat. */
export function forwardToOtp(order: WaitingOrder, purpose: 'first' | 'resend', correlationId: string): Reply {
  const { paymentRequestId, terms, payer, expiresAt } = order;
  const { paymentAmount, referenceMerchantId, merchantName } = terms;
  return {
    forward: {
      subject: 'order',
      paymentRequestId,
      purpose,
      proposedVerifyRequestId: proposeVerifyRequestId(purpose, correlationId),
      bound: { amount: paymentAmount, referenceMerchantId, customerId: payer.customerId },
      mobileNumber: payer.mobileNumber,
      merchantName,
      expiresAt: expiresAt.toISOString(),
    },
  };
}

/** Sends the replies of a batch, in its order; those without one get none. Throws LockedRecords, for those that are locked. */
export async function sendReplies(
  edge: Answers & Forwarding,
  batch: readonly Message<unknown>[],
  replies: readonly Decided<Reply>[],
): Promise<void> {
  const sent = batch.map(async (message, index) => {
    const reply = replies[index];
    if (!reply || reply === 'locked') return;
    await ('answer' in reply ? edge.answer(message, reply.answer) : edge.forward(message, sendOtp, reply.forward));
  });
  await Promise.all(sent);
  requireUnlocked(batch, replies);
}
