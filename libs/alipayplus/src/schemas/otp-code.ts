import { z } from 'zod';
import { illegal, type Refused } from '../parsed';

/** How many digits is a setting: see wrongOtpLength. */
export const otpCode = z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits');

/** `otpLength` is 6 unless set. */
export interface OtpSettings {
  readonly otpLength?: number;
}

/** The refusal of a code of another length, which so costs no try. */
export function wrongOtpLength(field: string, code: string, { otpLength = 6 }: OtpSettings = {}): Refused | undefined {
  return code.length === otpLength ? undefined : illegal(field, `must be ${otpLength} digits`);
}
