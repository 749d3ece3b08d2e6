import { randomInt } from 'node:crypto';
import type { JsonObject } from '../wire/exchange';
import { orderDetails, passThroughInfo } from './order-details';

/** Who calls, in every body. */
export interface Parties {
  readonly acquirerId: string;
  readonly pspId: string;
}

/** What is paid to whom; the body of a pay is made from it. */
export interface Sale extends Parties {
  /** Minor units of `currency`, as text. */
  readonly amount: string;
  readonly currency: string;
  readonly merchantName: string;
  readonly paymentMethodType: string;
}

/** And who pays; the bodies of the Easy Pay calls are made from it (Easy Pay guide, steps 1 to 4). */
export interface Purchase extends Sale {
  /** As a user types it at the merchant, e.g. `852-52412345`. */
  readonly loginId: string;
  /** ISO 8601 with offset; absent: the wallet's default. */
  readonly paymentExpiryTime?: string;
}

/** The shop, as a merchant and as an auth client. */
export const merchantId = '2188120000009147';

/** Date, a fixed part and random digits: the form of Alipay+'s own ids. */
export function newRequestId(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const digits = Array.from({ length: 3 }, () => randomInt(1_000_000).toString().padStart(6, '0'));
  return `${day}190741${digits.join('')}`;
}

export function evaluationRequest(purchase: Purchase, paymentRequestId: string): JsonObject {
  const factor = { ...easyPay, isPaymentEvaluation: 'true' };
  return payRequest(purchase, paymentRequestId, factor, byLoginId(purchase));
}

export function orderRequest(purchase: Purchase, paymentRequestId: string): JsonObject {
  const { paymentExpiryTime } = purchase;
  return {
    ...payRequest(purchase, paymentRequestId, easyPay, byLoginId(purchase)),
    ...(paymentExpiryTime && { paymentExpiryTime }),
  };
}

/** A later payment, by access token and without a code. */
export function tokenPayRequest(sale: Sale, accessToken: string, paymentRequestId: string): JsonObject {
  return payRequest(sale, paymentRequestId, { isAgreementPayment: 'true' }, { paymentMethodId: accessToken });
}

const easyPay = { isAgreementPayment: 'true', isEasyPayScenario: 'true' };

const byLoginId = ({ loginId }: Purchase): JsonObject => ({
  paymentMethodMetaData: { userLoginId: loginId, userLoginIdType: 'MOBILE' },
});

function payRequest(sale: Sale, paymentRequestId: string, paymentFactor: JsonObject, payer: JsonObject): JsonObject {
  const amount = { currency: sale.currency, value: sale.amount };
  const { region, store, ...details } = orderDetails(paymentRequestId, amount);
  return {
    acquirerId: sale.acquirerId,
    order: {
      ...details,
      merchant: {
        merchantAddress: { region },
        merchantDisplayName: sale.merchantName,
        merchantMCC: '5021',
        merchantName: sale.merchantName,
        referenceMerchantId: merchantId,
        store,
      },
      orderDescription: `An order at ${sale.merchantName}`,
      referenceOrderId: `order-${paymentRequestId}`,
    },
    payToAmount: amount,
    passThroughInfo: passThroughInfo(paymentRequestId),
    paymentAmount: amount,
    paymentFactor,
    paymentMethod: { ...payer, paymentMethodType: sale.paymentMethodType },
    paymentRequestId,
    pspId: sale.pspId,
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
    authClientId: merchantId,
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

/** The body of inquiryPayment and of cancelPayment. */
export const orderReference = ({ acquirerId, pspId }: Parties, paymentRequestId: string): JsonObject => ({
  acquirerId,
  pspId,
  paymentRequestId,
});
