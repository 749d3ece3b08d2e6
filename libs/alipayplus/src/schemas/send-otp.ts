import { z } from 'zod';
import type { Parsed } from '../parsed';
import { id, resultSchema, text } from './fields';
import { parseWith } from './parse-with';

const sendOtpSchema = z.object({
  acquirerId: id(),
  pspId: id(),
  /** The `paymentRequestId` of the order. */
  referenceRequestId: id(),
  /** To compare with the order's, unless masked; never a destination. */
  userLoginId: text(64),
  userLoginIdType: text(32).optional(),
  verifyType: text(32).optional(),
});

const accessTokenMark = z.object({ accessToken: z.unknown().optional(), referenceRequestId: z.unknown().optional() });

const sendOtpAnswerSchema = z.object({ result: resultSchema, verifyRequestId: id().optional() });

/** Send the OTP of an Easy Pay order again. See docs/alipayplus.md#sendotp. */
export type SendOtp = z.output<typeof sendOtpSchema>;

export type SendOtpAnswer = z.output<typeof sendOtpAnswerSchema>;

/** The form for an access token is BUSINESS_NOT_SUPPORT. */
export function parseSendOtp(json: unknown): Parsed<SendOtp> {
  const mark = parseWith(accessTokenMark, json);
  if (mark.ok && mark.value.accessToken !== undefined && mark.value.referenceRequestId === undefined) {
    return { ok: false, code: 'BUSINESS_NOT_SUPPORT', field: 'accessToken', reason: 'is not supported' };
  }
  return parseWith(sendOtpSchema, json);
}

export const parseSendOtpAnswer = (json: unknown): Parsed<SendOtpAnswer> => parseWith(sendOtpAnswerSchema, json);
