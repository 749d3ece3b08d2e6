import type { AgreementPay, EvaluationPay, OrderPay, Pay, VerificationPay } from '@wallet/alipayplus';
import {
  checkOtp,
  evaluateCustomer,
  identifyPayer,
  recallPayment,
  resolvePayer,
  type CheckOtpCommand,
} from '@wallet/contracts';
import { assertNever } from '@wallet/kernel';
import type { Secrets } from '../secrets';
import { command, type ApiCommand, type ApiContext, type CallTerms, type CommandId } from './api';
import { consideredPurchase, lookupOf, purchaseOf } from './purchase';

/** `pay`, in its kinds. */
export function payCommand(pay: Pay, { secrets }: ApiContext, { isStale }: CallTerms): ApiCommand {
  if (isStale) return recall(pay);
  switch (pay.kind) {
    case 'evaluation':
      return evaluate(pay, secrets);
    case 'order':
      return openOrder(pay, secrets);
    case 'verification':
      return verifyAndPay(pay, secrets);
    case 'agreementPayment':
      return payByToken(pay, secrets);
    default:
      return assertNever(pay);
  }
}

/** Stale: the stored final result, else unknown. It may be a replay, so it starts nothing. */
const recall = ({ paymentRequestId }: Pay): ApiCommand =>
  command(recallPayment, () => ({ paymentRequestId }), {
    codeOfUnknown: (reason) => (reason === 'overload' ? undefined : 'UNKNOWN_EXCEPTION'),
  });

/** Easy Pay call 1: would this payment be accepted? */
function evaluate(pay: EvaluationPay, secrets: Secrets): ApiCommand {
  const payload = () => ({
    paymentRequestId: pay.paymentRequestId,
    purchase: consideredPurchase(pay, pay.paymentMethod),
    customer: lookupOf(pay.paymentMethod.payer, secrets),
  });
  return command(evaluateCustomer, payload, { priority: 'evaluation' });
}

/** Easy Pay call 2: open the order and send its OTP. Never done: unknown with a `verifyRequestId`, or refused. */
function openOrder(pay: OrderPay, secrets: Secrets): ApiCommand {
  const payload = () => ({
    paymentRequestId: pay.paymentRequestId,
    purchase: purchaseOf(pay, pay.paymentMethod),
    customer: lookupOf(pay.paymentMethod.payer, secrets),
    ...(pay.paymentExpiryTime && { paymentExpiryTime: pay.paymentExpiryTime.toISOString() }),
    acquirerId: pay.acquirerId,
    paymentNotifyUrl: pay.paymentNotifyUrl,
  });
  return command(identifyPayer, payload, { priority: 'order' });
}

/**
 * Easy Pay call 3: verify the OTP and pay. The code leaves the gateway only sealed for this one command. The command
 * outlives its call, so without an answer the payment is in process.
 */
function verifyAndPay(pay: VerificationPay, secrets: Secrets): ApiCommand {
  const { paymentRequestId, otpVerification, paymentAmount, payToAmount, authorizationInfo } = pay;
  const { otpCode, verifyRequestId } = otpVerification;
  const payload = ({ correlationId }: CommandId): CheckOtpCommand => ({
    subject: 'order',
    paymentRequestId,
    paymentAmount,
    payToAmount,
    authorization: authorizationInfo && { ...authorizationInfo, authState: authorizationInfo.authState ?? '' },
    verifyRequestId,
    sealedOtpCode: secrets.sealOtpCode(otpCode, { subjectId: paymentRequestId, correlationId }),
  });
  return command(checkOtp, payload, {
    codeOfUnknown: (reason) => (reason === 'no-answer' ? 'PAYMENT_IN_PROCESS' : undefined),
  });
}

/** Agreement payment: pay with an access token, in one call. */
function payByToken(pay: AgreementPay, secrets: Secrets): ApiCommand {
  const payload = () => ({
    paymentRequestId: pay.paymentRequestId,
    accessTokenHash: secrets.hash(pay.accessToken),
    purchase: purchaseOf(pay, pay),
    paymentExpiryTime: pay.paymentExpiryTime?.toISOString(),
    acquirerId: pay.acquirerId,
    paymentNotifyUrl: pay.paymentNotifyUrl,
  });
  return command(resolvePayer, payload, { priority: 'order' });
}
