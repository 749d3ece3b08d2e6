import { z } from 'zod';
import { onlyResult, paidFields, payKindOf, withSuccess, type AnswerRules } from './answer-rules';
import { calledApis } from './called-apis';
import { commonCodes, paymentCodes, tokenCodes, userCodes } from './codes';
import { wireId, wireInfo, wireMoney, wireResult, wireText, wireTime, wireUrl } from './wire-fields';
import type { Parsed } from '../results/parsed';
import { parseApplyToken } from '../schemas/apply-token';
import { parseCancelPayment } from '../schemas/cancel-payment';
import { parseCancelToken } from '../schemas/cancel-token';
import { echoedFields } from '../schemas/echoed';
import { parseInquiryPayment } from '../schemas/inquiry-payment';
import { parsePay } from '../schemas/parse-pay';
import { parsePrepare } from '../schemas/prepare';
import { parseRefund } from '../schemas/refund';
import { parseSendOtp } from '../schemas/send-otp';
import { parseVerifyOtp } from '../schemas/verify-otp';

const id = wireId().nullish();
const time = wireTime.nullish();
const money = wireMoney.nullish();
const info = wireInfo.nullish();
const result = { result: wireResult };

interface ServedRow {
  readonly path: string;
  readonly movesMoney: boolean;
  readonly parse: (json: unknown) => Parsed<unknown>;
  readonly answer: AnswerRules;
}

/**
 * What Alipay+ calls on us: the path below the prefix, how a request is read, and what Alipay+ may demand of our answer,
 * whatever we mean to send. For an answer to one that `movesMoney` it waits 8 s, else 5 s. See docs/alipayplus.md.
 */
export const servedApis = {
  pay: {
    path: '/payments/pay',
    movesMoney: true,
    parse: parsePay,
    answer: {
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
  },
  inquiryPayment: {
    path: '/payments/inquiryPayment',
    movesMoney: false,
    parse: parseInquiryPayment,
    answer: {
      schema: z.object({
        ...result,
        paymentResult: wireResult.nullish(),
        paymentId: id,
        paymentTime: time,
        paymentAmount: money,
        payToAmount: money,
        customerId: id,
        ...echoedFields,
      }),
      codes: [...commonCodes, 'ORDER_NOT_EXIST'],
      required: withSuccess((_, { paymentResult }) => [
        'paymentResult',
        ...(paymentResult?.resultStatus === 'S' ? paidFields : []),
      ]),
    },
  },
  cancelPayment: {
    path: '/payments/cancelPayment',
    movesMoney: true,
    parse: parseCancelPayment,
    answer: { schema: onlyResult, codes: [...commonCodes, 'CANCEL_WINDOW_EXCEED'] },
  },
  refund: {
    path: '/payments/refund',
    movesMoney: true,
    parse: parseRefund,
    answer: {
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
  },
  sendOTP: {
    path: '/users/sendOTP',
    movesMoney: false,
    parse: parseSendOtp,
    answer: {
      schema: z.object({ ...result, verifyRequestId: id }),
      codes: [...tokenCodes, ...userCodes, 'ORDER_NOT_EXIST', 'ORDER_IS_CLOSED'],
      required: withSuccess(() => ['verifyRequestId']),
    },
  },
  verifyOTP: {
    path: '/users/verifyOTP',
    movesMoney: false,
    parse: parseVerifyOtp,
    answer: {
      schema: onlyResult,
      codes: [...tokenCodes, ...userCodes, 'OTP_VERIFICATION_FAILED', 'INVALID_CODE'],
    },
  },
  prepare: {
    path: '/authorizations/prepare',
    movesMoney: false,
    parse: parsePrepare,
    answer: {
      schema: z.object({ ...result, authUrl: wireUrl.nullish(), authCode: wireId(32).nullish(), verifyRequestId: id }),
      codes: [...commonCodes, ...userCodes, 'INVALID_AUTH_CLIENT', 'BUSINESS_NOT_SUPPORT'],
      required: withSuccess(({ authorizationAction }) =>
        authorizationAction === 'SMS' ? ['authCode', 'verifyRequestId'] : ['authUrl'],
      ),
    },
  },
  applyToken: {
    path: '/authorizations/applyToken',
    movesMoney: false,
    parse: parseApplyToken,
    answer: {
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
  },
  cancelToken: {
    path: '/authorizations/cancelToken',
    movesMoney: false,
    parse: parseCancelToken,
    answer: { schema: onlyResult, codes: [...tokenCodes, 'INVALID_AUTH_CLIENT'] },
  },
} as const satisfies Record<string, ServedRow>;
export type ServedApi = keyof typeof servedApis;

export const apis = { ...servedApis, ...calledApis } as const;
export type ApiName = keyof typeof apis;

export const isServedApi = (name: ApiName): name is ServedApi => name in servedApis;

/** The prefix that Alipay+ uses unless another is agreed (AlipayHK: `/aps/api/intl/wallet/v1`). */
export const defaultApiPrefix = '/aps/api/v1';

/** The path to sign and to route: byte for byte, without a query. */
export function apiPath(name: ApiName, prefix: string = defaultApiPrefix): string {
  return prefix + apis[name].path;
}
