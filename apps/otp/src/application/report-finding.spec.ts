import {
  answerSchema,
  checkOtp,
  issueTokens,
  seal,
  type Answer,
  type CheckOtpCommand,
  type Forward,
  type Handled,
} from '@wallet/contracts';
import { createLogger, metrics } from '@wallet/service';
import { authCodeBound, tokenBound } from '../domain/bound-values';
import { reportFinding, type Finding } from './report-finding';

const place = { topic: checkOtp.name, type: checkOtp.type, key: 'key', correlationId: 'call-1' };
const code = {
  verifyRequestId: 'verify-1',
  sealedOtpCode: seal('000123', place, { current: '1', key: () => Buffer.alloc(32, 9) }),
};
const agreement = { authClientId: 'A-1', referenceAgreementId: 'R-1', customerId: 'C-1' };
const authCode: CheckOtpCommand = { subject: 'auth-code', authCodeHash: 'a'.repeat(64), authClientId: 'A-9', ...code };
const bound = { agreementId: '7c0aa9a1-6a0c-4f2f-8a53-3a4a2f3a1f10', customerId: 'C-1' };
const accessToken: CheckOtpCommand = { subject: 'access-token', accessTokenHash: 'b'.repeat(64), bound, ...code };

const reported = (command: CheckOtpCommand, found: Finding): Handled =>
  reportFinding(command, found, createLogger('otp', 'silent'));

const accepted = (text: string): Finding => ({ verdict: 'accepted', verifyRequestId: 'verify-1', bound: text });
const others = (['wrong', 'exhausted', 'unavailable'] as const).map((verdict): Finding => ({ verdict }));

async function differences(): Promise<number> {
  const metric = await metrics.registry.getSingleMetric('otp_bound_values_differ_total')?.get();
  return metric?.values[0]?.value ?? 0;
}

describe("an authCode's finding", () => {
  it.each([accepted(authCodeBound.text(agreement)), ...others])('goes to auth: %j', (found) => {
    const forwarded = reported(authCode, found) as Forward;
    const verification = found.verdict === 'accepted' ? { ...found, bound: agreement } : found;
    const grant = { kind: 'verification-code', authCodeHash: 'a'.repeat(64), verification };
    expect(forwarded).toEqual({ topic: issueTokens, payload: { authClientId: 'A-9', grant } });
    expect(issueTokens.schema.parse(forwarded.payload)).toEqual({ authClientId: 'A-9', grant });
  });
});

describe("an access token's finding", () => {
  it.each<[string, Finding, Answer]>([
    ['accepted', accepted(tokenBound.text(bound)), { outcome: 'done', result: { kind: 'verified' } }],
    ['wrong', { verdict: 'wrong' }, { outcome: 'unknown', reason: 'otp-wrong' }],
    ['exhausted', { verdict: 'exhausted' }, { outcome: 'refused', refusal: 'CodeInvalid' }],
    ['unavailable', { verdict: 'unavailable' }, { outcome: 'unknown', reason: 'fault' }],
  ])('is answered by otp: %s', async (_verdict, found, answer) => {
    const before = await differences();
    expect(reported(accessToken, found)).toEqual(answer);
    expect(() => answerSchema.parse(answer)).not.toThrow();
    expect(await differences()).toBe(before);
  });

  it.each([
    { ...bound, customerId: 'C-2' },
    { ...bound, agreementId: '00000000-6a0c-4f2f-8a53-3a4a2f3a1f10' },
  ])('is a fault, and alerted, when its code was issued for %j', async (other) => {
    const before = await differences();
    const handled = reported(accessToken, accepted(tokenBound.text(other)));
    expect(handled).toEqual({ outcome: 'unknown', reason: 'fault' });
    expect(await differences()).toBe(before + 1);
  });
});
