import { randomInt } from 'node:crypto';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Party {
  readonly acquirerId: string;
  readonly pspId: string;
}

export interface AuthorizationInfo {
  readonly authClientId: string;
  readonly authState: string;
  readonly referenceAgreementId: string;
}

const amount = { currency: 'HKD', value: '12050' };
const paymentMethodType = 'ALIPAY_HK';
const easyPay = { isAgreementPayment: 'true', isEasyPayScenario: 'true' };

/** In the form of Alipay+'s own ids. */
export function newPaymentRequestId(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const digits = Array.from({ length: 3 }, () => String(randomInt(1_000_000)).padStart(6, '0'));
  return `${day}190741${digits.join('')}`;
}

interface Payer {
  readonly paymentMethod: JsonObject;
  readonly paymentFactor: JsonObject;
}

function purchase(party: Party, paymentRequestId: string, { paymentMethod, paymentFactor }: Payer): JsonObject {
  return {
    ...party,
    order: {
      env: {},
      merchant: {
        merchantAddress: { region: 'HK' },
        merchantDisplayName: 'Bench Shop',
        merchantMCC: '5021',
        merchantName: 'Bench Shop',
        referenceMerchantId: '2188120000099147',
      },
      orderAmount: amount,
      orderDescription: 'A measured order',
      referenceOrderId: `order-${paymentRequestId}`,
    },
    payToAmount: amount,
    paymentAmount: amount,
    paymentFactor,
    paymentMethod: { ...paymentMethod, paymentMethodType },
    paymentRequestId,
  };
}

function easyPayer(loginId: string, factor: JsonObject = {}): Payer {
  return {
    paymentMethod: { paymentMethodMetaData: { userLoginId: loginId, userLoginIdType: 'MOBILE' } },
    paymentFactor: { ...easyPay, ...factor },
  };
}

/** Easy Pay, call 1. */
export const evaluationBody = (party: Party, paymentRequestId: string, loginId: string): JsonObject =>
  purchase(party, paymentRequestId, easyPayer(loginId, { isPaymentEvaluation: 'true' }));

/** Easy Pay, call 2. */
export const orderBody = (party: Party, paymentRequestId: string, loginId: string): JsonObject =>
  purchase(party, paymentRequestId, easyPayer(loginId));

/** Easy Pay, call 3; with `authorizationInfo` the user agrees to pay later without a code. */
export const verificationBody = (
  party: Party,
  paymentRequestId: string,
  otp: { readonly verifyRequestId: string; readonly otpCode: string },
  authorizationInfo?: AuthorizationInfo,
): JsonObject => ({
  ...party,
  ...(authorizationInfo && { authorizationInfo }),
  otpVerification: { ...otp, verifyType: 'SMS_OTP' },
  paymentFactor: { ...(authorizationInfo && { isAuthorizationAndPay: 'true' }), isVerificationAndPay: 'true' },
  paymentMethod: { paymentMethodType },
  paymentRequestId,
});

/** A later payment by agreement. */
export const agreementBody = (party: Party, paymentRequestId: string, accessToken: string): JsonObject =>
  purchase(party, paymentRequestId, {
    paymentMethod: { paymentMethodId: accessToken },
    paymentFactor: { isAgreementPayment: 'true' },
  });
