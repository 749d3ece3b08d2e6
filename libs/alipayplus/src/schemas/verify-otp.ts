import { z } from 'zod';
import type { Parsed } from '../parsed';
import { id } from './fields';
import { otpCode, wrongOtpLength, type OtpSettings } from './otp-code';
import { parseWith } from './parse-with';

const verifyOtpSchema = z.object({
  acquirerId: id(),
  pspId: id(),
  accessToken: id(128),
  verifyRequestId: id(),
  otpCode,
});

/** Check the code that sendOTP sent for an access token. See docs/alipayplus.md#verifyotp. */
export type VerifyOtp = z.output<typeof verifyOtpSchema>;

/** An `otpCode` that is not of `otpLength` digits is refused here, uncounted. */
export function parseVerifyOtp(json: unknown, settings?: OtpSettings): Parsed<VerifyOtp> {
  const request = parseWith(verifyOtpSchema, json);
  return request.ok ? (wrongOtpLength('otpCode', request.value.otpCode, settings) ?? request) : request;
}
