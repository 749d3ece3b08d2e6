import { createHash } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * The id that is proposed for a code: 32 characters of base 62, derived from the command, so that a redelivery proposes
 * the same and a repeat (another command) another one.
 */
export function proposeVerifyRequestId(purpose: 'first' | 'resend', correlationId: string): string {
  const digest = createHash('sha256').update(`${purpose}|${correlationId}`).digest();
  return Array.from(digest, (byte) => alphabet[byte % alphabet.length]).join('');
}
