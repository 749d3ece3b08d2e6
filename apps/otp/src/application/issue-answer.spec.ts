import { answerPlace, answerSchema, seal, type Answer, type SendOtpCommand } from '@wallet/contracts';
import { issueAnswer, type IssueOutcome } from './issue-answer';

const common = {
  proposedVerifyRequestId: 'proposed',
  mobileNumber: '+85252412345',
  expiresAt: '2026-11-22T08:10:00.000Z',
};
const sealedAuthCode = seal('code', answerPlace('call-1'), { current: '1', key: () => Buffer.alloc(32, 9) });
const authCode: SendOtpCommand = {
  subject: 'auth-code',
  authCodeHash: 'a'.repeat(64),
  purpose: 'first',
  bound: { authClientId: 'A-1', referenceAgreementId: 'R-1', customerId: 'C-1' },
  authClientName: 'Shop',
  sealedAuthCode,
  ...common,
};
const accessToken: SendOtpCommand = {
  subject: 'access-token',
  accessTokenHash: 'b'.repeat(64),
  purpose: 'challenge',
  bound: { agreementId: '7c0aa9a1-6a0c-4f2f-8a53-3a4a2f3a1f10', customerId: 'C-1' },
  ...common,
};
const prepared: Answer = {
  outcome: 'done',
  result: { kind: 'prepared', verifyRequestId: 'current', sealedAuthCode },
};
const otpSent: Answer = { outcome: 'done', result: { kind: 'otp-sent', verifyRequestId: 'current' } };
const fault: Answer = { outcome: 'unknown', reason: 'fault' };
const notSendable: Answer = { outcome: 'refused', refusal: 'CodeNotSendable' };
const throttled: Answer = { outcome: 'unknown', reason: 'throttled' };

it.each<[IssueOutcome['result'], boolean, Answer, Answer]>([
  ['sent', true, prepared, otpSent],
  ['keep', true, prepared, otpSent],
  ['keep', false, fault, otpSent],
  ['throttled', true, prepared, throttled],
  ['throttled', false, throttled, throttled],
  ['barred', true, prepared, notSendable],
  ['barred', false, throttled, notSendable],
  ['refused', false, fault, notSendable],
  ['unsent', false, fault, fault],
  ['unknown', false, fault, fault],
])('%s (delivered: %s) is answered to a prepare and to a challenge', (result, delivered, toPrepare, toChallenge) => {
  const outcome = { result, delivered, verifyRequestId: 'current' };
  const answers = [issueAnswer(authCode, outcome), issueAnswer(accessToken, outcome)];
  expect(answers).toEqual([toPrepare, toChallenge]);
  for (const answer of answers) expect(answerSchema.safeParse(answer).success).toBe(true);
});
