import { z } from 'zod';

/** What a user may agree to. See docs/alipayplus.md#prepare. */
export const scopes = [
  'AGREEMENT_PAY',
  'BASE_USER_INFO',
  'USER_INFO',
  'USER_LOGIN_ID',
  'HASH_LOGIN_ID',
  'SEND_OTP',
] as const;

export type Scope = (typeof scopes)[number];

/** Sorted and without duplicates, so that two lists of the same scopes are equal. */
export const scopeList = z
  .array(z.enum(scopes, 'must be a known scope'))
  .min(1, 'must not be empty')
  .max(10, 'must not have more than 10 items')
  .transform((list) => [...new Set(list)].sort());
