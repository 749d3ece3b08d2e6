import { fullOrder, passThroughInfo, storeOf, type Amount } from './full-order';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Who calls, in every body. */
export interface Parties {
  readonly acquirerId: string;
  readonly pspId: string;
}

export interface AuthorizationInfo {
  readonly authClientId: string;
  readonly authState: string;
  readonly referenceAgreementId: string;
}

export interface Sale {
  readonly parties: Parties;
  readonly paymentRequestId: string;
  readonly merchantName: string;
  readonly amount: Amount;
  /** The order holds all that `fullOrder` has for this number; absent: no more than it must. */
  readonly fullOrder?: number;
  /** Beside the usual fields, or in their place. */
  readonly over?: JsonObject;
}

interface Payer {
  readonly paymentMethod: JsonObject;
  readonly paymentFactor: JsonObject;
}

const paymentMethodType = 'ALIPAY_HK';
const easyPay = { isAgreementPayment: 'true', isEasyPayScenario: 'true' };

function purchase(sale: Sale, { paymentMethod, paymentFactor }: Payer): JsonObject {
  const { parties, paymentRequestId, merchantName, amount, fullOrder: number, over } = sale;
  const isFull = number !== undefined;
  return {
    ...parties,
    order: {
      ...(isFull ? fullOrder(number, amount) : { env: {}, orderAmount: amount }),
      merchant: {
        merchantAddress: { region: 'HK' },
        merchantDisplayName: merchantName,
        merchantMCC: '5021',
        merchantName,
        referenceMerchantId: '2188120000099147',
        ...(isFull && { store: storeOf(number) }),
      },
      orderDescription: `An order at ${merchantName}`,
      referenceOrderId: `order-${paymentRequestId}`,
    },
    ...(isFull && { passThroughInfo }),
    payToAmount: amount,
    paymentAmount: amount,
    paymentFactor,
    paymentMethod: { ...paymentMethod, paymentMethodType },
    paymentRequestId,
    ...over,
  };
}

const byPhone = (loginId: string, factor?: JsonObject): Payer => ({
  paymentMethod: { paymentMethodMetaData: { userLoginId: loginId, userLoginIdType: 'MOBILE' } },
  paymentFactor: { ...easyPay, ...factor },
});

/** Easy Pay, call 1. */
export const evaluationBody = (sale: Sale, loginId: string): JsonObject =>
  purchase(sale, byPhone(loginId, { isPaymentEvaluation: 'true' }));

/** Easy Pay, call 2. */
export const orderBody = (sale: Sale, loginId: string): JsonObject => purchase(sale, byPhone(loginId));

/** Easy Pay, call 3; with `authorizationInfo` the user agrees to pay later without a code. */
export const verificationBody = (
  { parties, paymentRequestId }: Pick<Sale, 'parties' | 'paymentRequestId'>,
  otp: { readonly verifyRequestId: string; readonly otpCode: string },
  authorizationInfo?: AuthorizationInfo,
): JsonObject => ({
  ...parties,
  ...(authorizationInfo && { authorizationInfo }),
  otpVerification: { ...otp, verifyType: 'SMS_OTP' },
  paymentFactor: { ...(authorizationInfo && { isAuthorizationAndPay: 'true' }), isVerificationAndPay: 'true' },
  paymentMethod: { paymentMethodType },
  paymentRequestId,
});

/** A later payment by agreement. */
export const tokenPaymentBody = (sale: Sale, accessToken: string): JsonObject =>
  purchase(sale, { paymentMethod: { paymentMethodId: accessToken }, paymentFactor: { isAgreementPayment: 'true' } });
