import { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { id } from './fields';
import { otpCode } from './otp-code';
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

export const parseVerifyOtp = (json: unknown): Parsed<VerifyOtp> => parseWith(verifyOtpSchema, json);
