import { randomInt } from 'node:crypto';
import type { JsonObject } from './exchange';

/** Who pays how much to whom; the bodies of the Easy Pay calls are made from it (Easy Pay guide, steps 1 to 4). */
export interface Purchase {
  readonly acquirerId: string;
  readonly pspId: string;
  /** Minor units of `currency`, as text. */
  readonly amount: string;
  readonly currency: string;
  /** As a user types it at the merchant, e.g. `852-52412345`. */
  readonly loginId: string;
  readonly merchantName: string;
  readonly paymentMethodType: string;
  /** ISO 8601 with offset; absent: the wallet's default. */
  readonly paymentExpiryTime?: string;
}

/** Date, a fixed part and random digits: the form of Alipay+'s own ids. */
export function newRequestId(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const digits = Array.from({ length: 3 }, () => randomInt(1_000_000).toString().padStart(6, '0'));
  return `${day}190741${digits.join('')}`;
}

export function evaluationRequest(purchase: Purchase, paymentRequestId: string): JsonObject {
  const factor = { isAgreementPayment: 'true', isEasyPayScenario: 'true', isPaymentEvaluation: 'true' };
  return payRequest(purchase, paymentRequestId, factor);
}

export function orderRequest(purchase: Purchase, paymentRequestId: string): JsonObject {
  const { paymentExpiryTime } = purchase;
  return {
    ...payRequest(purchase, paymentRequestId, { isAgreementPayment: 'true', isEasyPayScenario: 'true' }),
    ...(paymentExpiryTime && { paymentExpiryTime }),
  };
}

function payRequest(purchase: Purchase, paymentRequestId: string, paymentFactor: JsonObject): JsonObject {
  const amount = { currency: purchase.currency, value: purchase.amount };
  return {
    acquirerId: purchase.acquirerId,
    order: {
      env: {},
      merchant: {
        merchantAddress: { region: 'HK' },
        merchantDisplayName: purchase.merchantName,
        merchantMCC: '5021',
        merchantName: purchase.merchantName,
        referenceMerchantId: '2188120000009147',
      },
      orderAmount: amount,
      orderDescription: `An order at ${purchase.merchantName}`,
      referenceOrderId: `order-${paymentRequestId}`,
    },
    payToAmount: amount,
    paymentAmount: amount,
    paymentFactor,
    paymentMethod: {
      paymentMethodMetaData: { userLoginId: purchase.loginId, userLoginIdType: 'MOBILE' },
      paymentMethodType: purchase.paymentMethodType,
    },
    paymentRequestId,
    pspId: purchase.pspId,
  };
}

export interface Verification {
  readonly paymentRequestId: string;
  readonly verifyRequestId: string;
  readonly otpCode: string;
  /** The user ticked "authorize". */
  readonly isAuthorizationAndPay?: boolean;
}

export function verificationRequest(purchase: Purchase, verification: Verification): JsonObject {
  const { paymentRequestId, verifyRequestId, otpCode, isAuthorizationAndPay = false } = verification;
  const authorizationInfo = {
    authClientId: '2188120000009147',
    authState: `auth-state-${paymentRequestId}`,
    referenceAgreementId: paymentRequestId,
  };
  return {
    acquirerId: purchase.acquirerId,
    ...(isAuthorizationAndPay && { authorizationInfo }),
    otpVerification: { otpCode, verifyRequestId, verifyType: 'SMS_OTP' },
    paymentFactor: { ...(isAuthorizationAndPay && { isAuthorizationAndPay: 'true' }), isVerificationAndPay: 'true' },
    paymentMethod: { paymentMethodType: purchase.paymentMethodType },
    paymentRequestId,
    pspId: purchase.pspId,
  };
}

export function sendOtpRequest(purchase: Purchase, paymentRequestId: string): JsonObject {
  return {
    acquirerId: purchase.acquirerId,
    referenceRequestId: paymentRequestId,
    pspId: purchase.pspId,
    userLoginId: purchase.loginId,
    userLoginIdType: 'MOBILE',
    verifyType: 'MOBILE',
  };
}

export function inquiryRequest(
  { acquirerId, pspId }: Pick<Purchase, 'acquirerId' | 'pspId'>,
  paymentRequestId: string,
): JsonObject {
  return { acquirerId, pspId, paymentRequestId };
}
