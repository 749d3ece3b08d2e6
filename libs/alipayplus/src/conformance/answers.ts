import { z } from 'zod';
import type { ServedApi } from '../apis';
import type { ResultCode } from '../result-codes';
import { parsePayKind } from '../schemas/pay-kind';
import { commonCodes, paymentCodes, tokenCodes, userCodes } from './codes';
import { wireId, wireInfo, wireMoney, wireResult, wireText, wireTime, wireUrl, type WireResult } from './wire-fields';

export type Fields = Readonly<Record<string, unknown>>;

export interface Answer extends Fields {
  readonly result: WireResult;
  readonly paymentResult?: WireResult | null;
}

type FieldsOf = (request: Fields, answer: Answer) => readonly string[];

interface AnswerRules {
  /** The form of every field. */
  readonly schema: z.ZodType;
  readonly codes: readonly ResultCode[];
  /** The fields that must be there. */
  readonly required: FieldsOf;
}

const id = wireId().nullish();
const time = wireTime.nullish();
const money = wireMoney.nullish();
const info = wireInfo.nullish();
const result = { result: wireResult };
const onlyResult = z.object(result);

const nothing: FieldsOf = () => [];
const withSuccess =
  (fieldsOf: FieldsOf): FieldsOf =>
  (request, answer) =>
    answer.result.resultStatus === 'S' ? fieldsOf(request, answer) : [];

/** Of a payment that is made. */
export const paidFields = ['paymentId', 'paymentTime'];

/** What Alipay+ may demand of our answers, whatever we mean to send. */
export const answers: Readonly<Record<ServedApi, AnswerRules>> = {
  pay: {
    schema: z.object({
      ...result,
      pspId: id,
      customerId: id,
      paymentId: id,
      paymentTime: time,
      verifyRequestId: id,
      paymentUrl: wireUrl.nullish(),
    }),
    codes: paymentCodes,
    required: (request, { result: { resultStatus, resultCode } }) => {
      const kind = payKindOf(request);
      if (resultStatus === 'S' && kind !== 'evaluation') return paidFields;
      return kind === 'order' && resultCode === 'VERIFICATION_IN_PROCESS' ? ['verifyRequestId'] : [];
    },
  },
  inquiryPayment: {
    schema: z.object({
      ...result,
      paymentResult: wireResult.nullish(),
      paymentId: id,
      paymentTime: time,
      paymentAmount: money,
      payToAmount: money,
      customerId: id,
      paymentPromoInfo: info,
    }),
    codes: [...commonCodes, 'ORDER_NOT_EXIST'],
    required: withSuccess((_, { paymentResult }) => [
      'paymentResult',
      ...(paymentResult?.resultStatus === 'S' ? paidFields : []),
    ]),
  },
  cancelPayment: { schema: onlyResult, codes: [...commonCodes, 'CANCEL_WINDOW_EXCEED'], required: nothing },
  refund: {
    schema: z.object({
      ...result,
      refundId: id,
      refundTime: time,
      refundAmount: money,
      refundFromAmount: money,
      refundQuote: info,
      refundPromoInfo: info,
    }),
    codes: [
      ...commonCodes,
      'ORDER_NOT_EXIST',
      'ORDER_IS_CLOSED',
      'REFUND_AMOUNT_EXCEED',
      'REFUND_WINDOW_EXCEED',
      'USER_NOT_EXIST',
      'CURRENCY_NOT_SUPPORT',
    ],
    required: withSuccess(() => ['refundId', 'refundTime']),
  },
  sendOTP: {
    schema: z.object({ ...result, verifyRequestId: id }),
    codes: [...tokenCodes, ...userCodes, 'ORDER_NOT_EXIST', 'ORDER_IS_CLOSED'],
    required: withSuccess(() => ['verifyRequestId']),
  },
  verifyOTP: {
    schema: onlyResult,
    codes: [...tokenCodes, ...userCodes, 'OTP_VERIFICATION_FAILED', 'INVALID_CODE'],
    required: nothing,
  },
  prepare: {
    schema: z.object({ ...result, authUrl: wireUrl.nullish(), authCode: wireId(32).nullish(), verifyRequestId: id }),
    codes: [...commonCodes, ...userCodes, 'INVALID_AUTH_CLIENT', 'BUSINESS_NOT_SUPPORT'],
    required: withSuccess(({ authorizationAction }) =>
      authorizationAction === 'SMS' ? ['authCode', 'verifyRequestId'] : ['authUrl'],
    ),
  },
  applyToken: {
    schema: z.object({
      ...result,
      accessToken: wireId(128).nullish(),
      accessTokenExpiryTime: time,
      refreshToken: wireId(128).nullish(),
      refreshTokenExpiryTime: time,
      customerId: id,
      userLoginId: wireText(64).nullish(),
    }),
    codes: [
      ...commonCodes,
      ...userCodes,
      'OTP_VERIFICATION_FAILED',
      'INVALID_AUTH_CLIENT',
      'INVALID_CODE',
      'EXPIRED_CODE',
      'USED_CODE',
      'INVALID_REFRESH_TOKEN',
      'EXPIRED_REFRESH_TOKEN',
      'USED_REFRESH_TOKEN',
    ],
    required: withSuccess((_, { refreshToken }) => [
      'accessToken',
      'accessTokenExpiryTime',
      ...(refreshToken === undefined || refreshToken === null ? [] : ['refreshTokenExpiryTime']),
    ]),
  },
  cancelToken: { schema: onlyResult, codes: [...tokenCodes, 'INVALID_AUTH_CLIENT'], required: nothing },
};

/** Undefined: it is no pay that we know. */
export function payKindOf(request: Fields) {
  const kind = parsePayKind(request);
  return kind.ok ? kind.value : undefined;
}
