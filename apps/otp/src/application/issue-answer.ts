import type { Answer, SendOtpCommand } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import type { SmsResult } from './sms-sender';

export interface IssueOutcome {
  /**
   * `keep`: another code stays current, or is being sent by somebody else. `throttled`: a limit that passes while the
   * subject lives. `barred`: one that does not.
   */
  readonly result: SmsResult | 'keep' | 'throttled' | 'barred';
  /** Whether the current code is known to have been sent, now or before. */
  readonly delivered: boolean;
  /** The current id. */
  readonly verifyRequestId: string;
}

/**
 * An order waits for its code whatever became of the message: sendOTP is there for it. A prepare says S only of a code
 * that was sent, because its repeat is all there is; it goes on saying so when the tries are used up. sendOTP says F when
 * no code can be sent for a reason that lasts.
 */
export function issueAnswer(command: SendOtpCommand, outcome: IssueOutcome): Answer {
  const { result, delivered, verifyRequestId } = outcome;
  if (command.subject === 'auth-code') {
    const { sealedAuthCode } = command;
    if (delivered) return done({ kind: 'prepared', verifyRequestId, sealedAuthCode });
    return unknown(result === 'throttled' || result === 'barred' ? 'throttled' : 'fault');
  }
  if (command.purpose === 'first') return { outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId };
  return resendAnswer(outcome);
}

function resendAnswer({ result, verifyRequestId }: IssueOutcome): Answer {
  switch (result) {
    case 'sent':
    case 'keep':
      return done({ kind: 'otp-sent', verifyRequestId });
    case 'throttled':
      return unknown('throttled');
    case 'barred':
    case 'refused':
      return refused('CodeNotSendable');
    case 'unsent':
    case 'unknown':
      return unknown('fault');
  }
}
