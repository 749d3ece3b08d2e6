import { asciiDigits } from '@wallet/kernel';
import { z } from 'zod';

/** What a user typed for a code: its digits, or undefined when it is none of any length that a code may have. */
export type TypedCode = string | undefined;

const unseen = /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const form = /^\d{4,12}$/;
/** Nobody types more; what is longer is not looked through. */
const maxTyped = 256;

/**
 * The user's typing, never refused for what it says. White space and invisible characters go, digits of every script
 * become ASCII; how many a code has is known where it was made. A bare integer is taken by its digits.
 */
export const otpCode = z
  .union([z.string(), z.int().transform(String)], {
    error: ({ input }) => (input === undefined ? undefined : 'must be text'),
  })
  .transform((typed): TypedCode => {
    if (typed.length > maxTyped) return undefined;
    const digits = asciiDigits(typed.replace(unseen, ''));
    return form.test(digits) ? digits : undefined;
  });
