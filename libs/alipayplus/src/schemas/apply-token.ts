import { z } from 'zod';
import type { Parsed } from '../parsed';
import { id, resultSchema, text, wireDateTime } from './fields';
import { otpCode, wrongOtpLength, type OtpSettings } from './otp-code';
import { parseWith } from './parse-with';

const grantFields = { acquirerId: id(), pspId: id(), authClientId: id() };

const grants = {
  VERIFICATION_CODE: z
    .object({
      ...grantFields,
      authCode: id(32),
      otpVerification: z.object({ otpCode, verifyRequestId: id() }),
    })
    .transform((grant) => ({ kind: 'verificationCode' as const, ...grant })),
  AUTHORIZATION_CODE: z
    .object({ ...grantFields, authCode: id(32) })
    .transform((grant) => ({ kind: 'authorizationCode' as const, ...grant })),
  REFRESH_TOKEN: z
    .object({ ...grantFields, refreshToken: id(128) })
    .transform((grant) => ({ kind: 'refreshToken' as const, ...grant })),
} as const;

const grantMark = z.object({ grantType: z.enum(Object.keys(grants) as [keyof typeof grants]) });

const applyTokenAnswerSchema = z.object({
  result: resultSchema,
  accessToken: id(128).optional(),
  accessTokenExpiryTime: wireDateTime.optional(),
  refreshToken: id(128).optional(),
  refreshTokenExpiryTime: wireDateTime.optional(),
  customerId: id().optional(),
  /** Masked. */
  userLoginId: text(64).optional(),
});

/** A code, a code with its OTP, or a refresh token, to be changed for tokens. See docs/alipayplus.md#applytoken. */
export type ApplyToken = z.output<(typeof grants)[keyof typeof grants]>;

/** The tokens come with `S` only. */
export type ApplyTokenAnswer = z.output<typeof applyTokenAnswerSchema>;

/**
 * `grantType` decides the kind. An `otpCode` that is not of `otpLength` digits is refused here, uncounted. The forms of
 * code and token are not checked: one that we never made is INVALID_CODE or INVALID_REFRESH_TOKEN, not PARAM_ILLEGAL.
 */
export function parseApplyToken(json: unknown, settings?: OtpSettings): Parsed<ApplyToken> {
  const mark = parseWith(grantMark, json);
  if (!mark.ok) return mark;
  const grant: Parsed<ApplyToken> = parseWith(grants[mark.value.grantType], json);
  if (!grant.ok || grant.value.kind !== 'verificationCode') return grant;
  return wrongOtpLength('otpVerification.otpCode', grant.value.otpVerification.otpCode, settings) ?? grant;
}

export const parseApplyTokenAnswer = (json: unknown): Parsed<ApplyTokenAnswer> =>
  parseWith(applyTokenAnswerSchema, json);
