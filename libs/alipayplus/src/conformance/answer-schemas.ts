import { z } from 'zod';
import type { ServedApi } from '../apis';
import { wireId, wireInfo, wireMoney, wireResult, wireText, wireTime, wireUrl } from './wire-fields';

const id = wireId().nullish();
const time = wireTime.nullish();
const money = wireMoney.nullish();
const info = wireInfo.nullish();
const result = { result: wireResult };

/** The form of every field of our answers; which of them must be there depends on the call and on the result. */
export const answerSchemas = {
  pay: z.object({
    ...result,
    pspId: id,
    customerId: id,
    paymentId: id,
    paymentTime: time,
    verifyRequestId: id,
    paymentUrl: wireUrl.nullish(),
  }),
  inquiryPayment: z.object({
    ...result,
    paymentResult: wireResult.nullish(),
    paymentId: id,
    paymentTime: time,
    paymentAmount: money,
    payToAmount: money,
    customerId: id,
    paymentPromoInfo: info,
  }),
  cancelPayment: z.object(result),
  refund: z.object({
    ...result,
    refundId: id,
    refundTime: time,
    refundAmount: money,
    refundFromAmount: money,
    refundQuote: info,
    refundPromoInfo: info,
  }),
  sendOTP: z.object({ ...result, verifyRequestId: id }),
  verifyOTP: z.object(result),
  prepare: z.object({
    ...result,
    authUrl: wireUrl.nullish(),
    authCode: wireId(32).nullish(),
    verifyRequestId: id,
  }),
  applyToken: z.object({
    ...result,
    accessToken: wireId(128).nullish(),
    accessTokenExpiryTime: time,
    refreshToken: wireId(128).nullish(),
    refreshTokenExpiryTime: time,
    customerId: id,
    userLoginId: wireText(64).nullish(),
  }),
  cancelToken: z.object(result),
} as const satisfies Record<ServedApi, z.ZodType>;
