import { fullOrder, passThroughInfo, storeOf } from '@wallet/testkit';
import type { PlannedFlow } from '../plan/load-plan';
import type { JsonObject } from './simulator';

export interface Parties {
  readonly acquirerId: string;
  readonly pspId: string;
}

const paymentMethodType = 'ALIPAY_HK';
const easyPay = { isAgreementPayment: 'true', isEasyPayScenario: 'true' };

const hkd = (minorUnits: bigint) => ({ currency: 'HKD', value: minorUnits.toString() });

/** The same as Alipay+ gets it. */
function settled(minorUnits: bigint, { quote }: PlannedFlow): JsonObject {
  if (!quote) return hkd(minorUnits);
  return { currency: quote.currency, value: ((minorUnits * quote.perThousand) / 1_000n).toString() };
}

const quoteOf = ({ quote }: PlannedFlow): JsonObject =>
  quote
    ? {
        paymentQuote: {
          quoteId: `quote-${quote.currency}`,
          quoteCurrencyPair: `HKD/${quote.currency}`,
          quotePrice: quote.price,
          quoteStartTime: '2026-01-01T00:00:00+08:00',
          quoteExpiryTime: '2099-01-01T00:00:00+08:00',
        },
      }
    : {};

/** Of every fourth payment: it travels with the facts of the payment, which makes batches that exceed what Kafka takes at once. */
const promoOf = ({ index }: PlannedFlow): JsonObject =>
  index % 4 === 0
    ? { paymentPromoInfo: { paymentPromoDetails: [{ promoId: `promo-${index}`, note: '優'.repeat(2_000) }] } }
    : {};

/** In letters, so that no digits of it are taken for a code. */
export function merchantNameOf({ index }: PlannedFlow): string {
  return `Shop ${[...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
}

function purchase(parties: Parties, flow: PlannedFlow, paymentMethod: JsonObject, factor: JsonObject): JsonObject {
  const merchantName = merchantNameOf(flow);
  return {
    ...parties,
    order: {
      ...fullOrder(flow.index, hkd(flow.amount)),
      merchant: {
        merchantAddress: { region: 'HK' },
        merchantDisplayName: merchantName,
        merchantMCC: '5021',
        merchantName,
        referenceMerchantId: '2188120000099147',
        store: storeOf(flow.index),
      },
      orderDescription: `An order at ${merchantName}`,
      referenceOrderId: `order-${flow.paymentRequestId}`,
    },
    passThroughInfo,
    payToAmount: settled(flow.amount, flow),
    ...quoteOf(flow),
    paymentAmount: hkd(flow.amount),
    paymentFactor: factor,
    paymentMethod: { ...paymentMethod, paymentMethodType },
    paymentRequestId: flow.paymentRequestId,
    ...promoOf(flow),
  };
}

const byPhone = (loginId: string): JsonObject => ({
  paymentMethodMetaData: { userLoginId: loginId, userLoginIdType: 'MOBILE' },
});

/** Easy Pay, call 1. */
export const evaluationBody = (parties: Parties, flow: PlannedFlow, loginId: string): JsonObject =>
  purchase(parties, flow, byPhone(loginId), { ...easyPay, isPaymentEvaluation: 'true' });

/** Easy Pay, call 2. */
export const orderBody = (parties: Parties, flow: PlannedFlow, loginId: string): JsonObject =>
  purchase(parties, flow, byPhone(loginId), easyPay);

/** Easy Pay, call 3; the user agrees to pay later without a code when `referenceAgreementId` is given. */
export function verificationBody(
  parties: Parties,
  { paymentRequestId }: PlannedFlow,
  otp: { readonly verifyRequestId: string; readonly otpCode: string },
  referenceAgreementId?: string,
): JsonObject {
  const agreed = referenceAgreementId && {
    authorizationInfo: {
      authClientId: '2188120000099147',
      authState: `state-${paymentRequestId}`,
      referenceAgreementId,
    },
  };
  return {
    ...parties,
    ...agreed,
    otpVerification: { ...otp, verifyType: 'SMS_OTP' },
    paymentFactor: { ...(agreed && { isAuthorizationAndPay: 'true' }), isVerificationAndPay: 'true' },
    paymentMethod: { paymentMethodType },
    paymentRequestId,
  };
}

export const tokenPaymentBody = (parties: Parties, flow: PlannedFlow, accessToken: string): JsonObject =>
  purchase(parties, flow, { paymentMethodId: accessToken }, { isAgreementPayment: 'true' });

export const sendOtpBody = (parties: Parties, { paymentRequestId }: PlannedFlow, loginId: string): JsonObject => ({
  ...parties,
  referenceRequestId: paymentRequestId,
  userLoginId: loginId,
  userLoginIdType: 'MOBILE',
  verifyType: 'MOBILE',
});

/** Of an inquiry and of a cancellation. */
export const paymentBody = (parties: Parties, { paymentRequestId }: PlannedFlow): JsonObject => ({
  ...parties,
  paymentRequestId,
});

export function refundBody(
  parties: Parties,
  flow: PlannedFlow,
  refund: { readonly refundRequestId: string; readonly paymentId: string; readonly amount: bigint },
): JsonObject {
  const { refundRequestId, paymentId, amount } = refund;
  return {
    ...parties,
    paymentRequestId: flow.paymentRequestId,
    paymentId,
    refundRequestId,
    refundAmount: hkd(amount),
    refundFromAmount: settled(amount, flow),
  };
}
