import { z } from 'zod';
import { echoedFields } from '../schemas/echoed';
import { scopes } from '../schemas/scopes';
import { codeFault, paymentCodes } from './codes';
import { wireId, wireMoney, wireResult, wireText, wireTime } from './wire-fields';

const id = wireId();

export const notifyPaymentForm = z
  .object({
    paymentResult: wireResult.extend({ resultStatus: z.enum(['S', 'F'], 'must be S or F') }),
    paymentRequestId: id,
    paymentId: id.nullish(),
    paymentAmount: wireMoney.nullish(),
    payToAmount: wireMoney.nullish(),
    paymentTime: wireTime.nullish(),
    customerId: id.nullish(),
    ...echoedFields,
    customsDeclarationAmount: wireMoney.nullish(),
  })
  .superRefine(({ paymentResult, paymentId, paymentTime }, context) => {
    const fault = codeFault('paymentResult', paymentCodes, paymentResult);
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (fault !== undefined) refuse('paymentResult', fault);
    if (paymentResult.resultStatus !== 'S') return;
    if (!paymentId) refuse('paymentId', 'is missing');
    if (!paymentTime) refuse('paymentTime', 'is missing');
  });

/** Our notice of a final result, so never `U`. See docs/alipayplus.md#notifypayment. */
export type NotifyPayment = z.output<typeof notifyPaymentForm>;

const binding = { authClientId: id, referenceMerchantId: id.nullish(), customerId: id.nullish() };

export const authNotifyForm = z.discriminatedUnion('authorizationNotifyType', [
  z.object({
    ...binding,
    authorizationNotifyType: z.literal('TOKEN_CREATED'),
    referenceAgreementId: id,
    accessToken: wireId(128),
    accessTokenExpiryTime: wireTime,
    refreshToken: wireId(128).nullish(),
    refreshTokenExpiryTime: wireTime.nullish(),
    scopes: z.array(z.enum(scopes)).min(1).nullish(),
    userLoginId: wireText(64).nullish(),
  }),
  z.object({
    ...binding,
    authorizationNotifyType: z.literal('TOKEN_CANCELED'),
    referenceAgreementId: id.nullish(),
    accessToken: wireId(128),
  }),
  z.object({
    ...binding,
    authorizationNotifyType: z.literal('AUTHCODE_CREATED'),
    referenceAgreementId: id.nullish(),
    authCode: wireId(32),
    /** Theirs, sent back as it came. */
    authState: wireText(256),
  }),
]);

/** Our notice of what became of an agreement. See docs/alipayplus.md#authnotify. */
export type AuthNotify = z.output<typeof authNotifyForm>;

/** We ask: may the user unbind in the wallet? See docs/alipayplus.md#consultunbinding. */
export const consultUnbindingForm = z.object({ authClientId: id, referenceMerchantId: id, accessToken: wireId(128) });

/** We ask for the order behind a code that a user has scanned. See docs/alipayplus.md#userinitiatedpay. */
export const userInitiatedPayForm = z.object({ codeValue: wireText(512), customerId: id });

/** It has no parameters. */
export const inquiryCodeRulesForm = z.object({});
