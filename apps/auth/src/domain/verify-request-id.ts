import { createHash } from 'node:crypto';
import { base62 } from './base62';

/**
 * The id that is proposed for a code by access token: 32 characters of base 62, derived from the command, so that a
 * redelivery proposes the same and a repeat (another command) another one.
 */
export function challengeRequestId(correlationId: string): string {
  const digest = createHash('sha256').update(`challenge|${correlationId}`).digest('hex');
  return base62(BigInt(`0x${digest}`), 32);
}
