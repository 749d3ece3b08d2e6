import { z } from 'zod';
import { echoedFields } from './echoed';
import { dateTime, id, passThroughInfo, positiveAmount, text, url } from './fields';
import { orderSchema } from './order';
import { otpCode } from './otp-code';
import { payerOf, paymentMethodSchema } from './payment-method';
import { quote } from './quote';
import { verbatim } from './verbatim';

const requestFields = {
  acquirerId: id(),
  pspId: id(),
  paymentRequestId: id(),
  paymentExpiryTime: dateTime.optional(),
  paymentNotifyUrl: url.optional(),
  passThroughInfo: passThroughInfo.optional(),
};

const purchaseFields = {
  ...requestFields,
  order: orderSchema,
  paymentAmount: positiveAmount,
  payToAmount: positiveAmount,
  paymentQuote: quote.optional(),
  surchargeInfo: verbatim.optional(),
  ...echoedFields,
  paymentMethod: paymentMethodSchema,
};

const payerFields = z.object({
  ...purchaseFields,
  paymentMethod: paymentMethodSchema.transform((method, context) => {
    const payer = payerOf(method);
    if (payer) return { paymentMethodType: method.paymentMethodType, payer };
    context.addIssue('has neither paymentMethodId nor userLoginId');
    return z.NEVER;
  }),
});

/** Easy Pay call 1: would this payment be accepted? Nothing is stored. See docs/alipayplus.md#pay. */
export const evaluationSchema = payerFields.transform((pay) => ({ kind: 'evaluation' as const, ...pay }));

/** Easy Pay call 2: open the order and send an OTP. */
export const orderPaySchema = payerFields.transform((pay) => ({ kind: 'order' as const, ...pay }));

const verificationFields = {
  ...requestFields,
  paymentAmount: positiveAmount.optional(),
  payToAmount: positiveAmount.optional(),
  otpVerification: z.object({
    otpCode,
    verifyRequestId: id(),
    /** An open enumeration: `SMS_OTP`, `MOBILE`, `EMAIL`. */
    verifyType: text(32).optional(),
  }),
};

/** Easy Pay call 3: verify the OTP and pay the order that `paymentRequestId` names. */
export const verificationSchema = z
  .object(verificationFields)
  .transform((pay) => ({ kind: 'verification' as const, ...pay, authorizationInfo: undefined }));

/** The same of a user who agreed to bind (`isAuthorizationAndPay`), which is impossible without knowing to whom. */
export const consentingVerificationSchema = z
  .object({
    ...verificationFields,
    authorizationInfo: z.object({ authClientId: id(), authState: text(256).optional(), referenceAgreementId: id() }),
  })
  .transform((pay) => ({ kind: 'verification' as const, ...pay }));

/** A payment of a user who agreed before: `paymentMethodId` is the access token. */
export const agreementPaymentSchema = z.object(purchaseFields).transform(({ paymentMethod, ...pay }, context) => {
  const { paymentMethodId: accessToken, paymentMethodType } = paymentMethod;
  if (accessToken !== undefined) return { kind: 'agreementPayment' as const, ...pay, paymentMethodType, accessToken };
  context.addIssue({ code: 'custom', path: ['paymentMethod', 'paymentMethodId'], message: 'is missing' });
  return z.NEVER;
});

export type EvaluationPay = z.output<typeof evaluationSchema>;
export type OrderPay = z.output<typeof orderPaySchema>;
export type VerificationPay = z.output<typeof verificationSchema> | z.output<typeof consentingVerificationSchema>;
export type AgreementPay = z.output<typeof agreementPaymentSchema>;

/** A `pay` request; its kind says which of the four things it asks for. */
export type Pay = EvaluationPay | OrderPay | VerificationPay | AgreementPay;
