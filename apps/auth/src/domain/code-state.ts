/** LIVE until used or expired; BURNT: its OTP tries are exhausted, or a foreign auth client came with it. */
export type CodeStatus = 'LIVE' | 'USED' | 'BURNT';

/** An authCode as a decision needs it. */
export interface CodeState {
  /** Counts the codes of its preparation, from 1. */
  readonly number: number;
  readonly status: CodeStatus;
  readonly expiresAt: Date;
}

export const isUsable = (code: CodeState | undefined, now: Date): boolean =>
  code?.status === 'LIVE' && code.expiresAt > now;

/**
 * The code that a prepare by SMS is about: the newest as long as it lives, also when its tries are exhausted, and for
 * ever once it was used; else the next one.
 */
export function codeToPrepare(newest: CodeState | undefined, now: Date, lifeMs: number): CodeState {
  if (newest && (newest.status === 'USED' || newest.expiresAt > now)) return newest;
  return nextCode(newest, now, lifeMs);
}

export const nextCode = (newest: CodeState | undefined, now: Date, lifeMs: number): CodeState => ({
  number: (newest?.number ?? 0) + 1,
  status: 'LIVE',
  expiresAt: new Date(now.getTime() + lifeMs),
});
