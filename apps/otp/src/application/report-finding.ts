import {
  forward,
  issueTokens,
  settlePayment,
  type Answer,
  type CheckOtpCommand,
  type Handled,
} from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { metrics, type Logger } from '@wallet/service';
import { authCodeBound, orderBound, tokenBound } from '../domain/bound-values';
import { logged, subjectOf } from './subjects';

/** `bound`: the canonical text of what the accepted code was issued for. */
export type Finding =
  | { readonly verdict: 'accepted'; readonly verifyRequestId: string; readonly bound: string }
  | { readonly verdict: 'wrong' | 'exhausted' | 'unavailable' };

type Check<Kind extends CheckOtpCommand['subject']> = Extract<CheckOtpCommand, { subject: Kind }>;

const differences = metrics.counter(
  'otp_bound_values_differ_total',
  'ALERT: accepted codes that were issued for something else than their access token',
);

/** What was found goes to whoever decides: payments of an order, auth of an authCode, otp itself of an access token. */
export function reportFinding(check: CheckOtpCommand, found: Finding, logger: Logger): Handled {
  switch (check.subject) {
    case 'order': {
      const verification = verificationOf(found, orderBound.read);
      return forward(settlePayment, { ...requestOf(check), verification });
    }
    case 'auth-code': {
      const { authClientId, authCodeHash, callFingerprint } = check;
      const verification = verificationOf(found, authCodeBound.read);
      const grant = { kind: 'verification-code', authCodeHash, verification } as const;
      return forward(issueTokens, { authClientId, grant, ...(callFingerprint && { callFingerprint }) });
    }
    case 'access-token':
      return answerFor(check, found, logger);
  }
}

function verificationOf<Bound>(found: Finding, read: (bound: string) => Bound) {
  return found.verdict === 'accepted' ? { ...found, bound: read(found.bound) } : found;
}

function requestOf({ paymentRequestId, paymentAmount, payToAmount, authorization }: Check<'order'>) {
  return {
    paymentRequestId,
    ...(paymentAmount && { paymentAmount }),
    ...(payToAmount && { payToAmount }),
    ...(authorization && { authorization }),
  };
}

function answerFor(check: Check<'access-token'>, found: Finding, logger: Logger): Answer {
  switch (found.verdict) {
    case 'accepted':
      if (found.bound === tokenBound.text(check.bound)) return done({ kind: 'verified' });
      differences.inc();
      logger.error(logged(subjectOf(check)), 'an accepted code was issued for something else than its access token');
      return unknown('fault');
    case 'wrong':
      return unknown('otp-wrong');
    case 'exhausted':
      return refused('CodeInvalid');
    case 'unavailable':
      return unknown('fault');
  }
}
