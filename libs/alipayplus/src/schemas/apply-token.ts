import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { id } from './fields';
import { otpCode } from './otp-code';
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

/** A code, a code with its OTP, or a refresh token, to be changed for tokens. See docs/alipayplus.md#applytoken. */
export type ApplyToken = z.output<(typeof grants)[keyof typeof grants]>;

/**
 * `grantType` decides the kind. The forms of code and token are not checked: one that we never made is INVALID_CODE or
 * INVALID_REFRESH_TOKEN, not PARAM_ILLEGAL.
 */
export function parseApplyToken(json: unknown): Parsed<ApplyToken> {
  const mark = parseWith(grantMark, json);
  return mark.ok ? parseWith(grants[mark.value.grantType], json) : mark;
}
