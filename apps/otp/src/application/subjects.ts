import { otpSubjectId, type OtpSubject, type SendOtpCommand } from '@wallet/contracts';
import { authCodeBound, orderBound, tokenBound } from '../domain/bound-values';
import type { SubjectWords } from '../domain/message-text';
import type { Subject } from '../domain/subject';

export const subjectOf = (command: OtpSubject): Subject => ({ kind: command.subject, id: otpSubjectId(command) });

/** The canonical text of what a code will be good for. */
export function boundTextOf(command: SendOtpCommand): string {
  switch (command.subject) {
    case 'order':
      return orderBound.text(command.bound);
    case 'auth-code':
      return authCodeBound.text(command.bound);
    case 'access-token':
      return tokenBound.text(command.bound);
  }
}

export function merchantIdOf(command: SendOtpCommand): string | undefined {
  switch (command.subject) {
    case 'order':
      return command.bound.referenceMerchantId;
    case 'auth-code':
      return command.bound.authClientId;
    case 'access-token':
      return undefined;
  }
}

export function wordsOf(command: SendOtpCommand): SubjectWords {
  switch (command.subject) {
    case 'order':
      return { amount: command.bound.amount, rawMerchantName: command.merchantName };
    case 'auth-code':
      return { rawClientName: command.authClientName };
    case 'access-token':
      return {};
  }
}

/** How a log line names a subject. */
export const logged = ({ kind, id }: Subject): Record<string, string> =>
  kind === 'order' ? { paymentRequestId: id } : { subject: kind, subjectId: id };
