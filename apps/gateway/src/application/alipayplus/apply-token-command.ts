import type { ApplyToken } from '@wallet/alipayplus';
import { checkOtp, issueTokens, type CheckOtpCommand, type IssueTokensCommand } from '@wallet/contracts';
import type { Secrets } from '../secrets';
import { command, type ApiCommand, type ApiContext, type CallTerms, type CommandId } from './api';

/** `applyToken`: tokens for a code, for a code with its OTP, or for a refresh token. */
export function applyTokenCommand(request: ApplyToken, { secrets }: ApiContext, terms: CallTerms): ApiCommand {
  const callFingerprint = secrets.hash(terms.signedContent());
  if (request.kind === 'verificationCode') return checkCode(request, secrets, callFingerprint);
  const { authClientId } = request;
  const payload = (): IssueTokensCommand => ({
    authClientId,
    grant:
      request.kind === 'authorizationCode'
        ? { kind: 'authorization-code', authCodeHash: secrets.hash(request.authCode) }
        : { kind: 'refresh-token', refreshTokenHash: secrets.hash(request.refreshToken) },
    callFingerprint,
  });
  return command(issueTokens, payload);
}

type CodeWithOtp = Extract<ApplyToken, { kind: 'verificationCode' }>;

/** Through otp, which tells auth what it found. */
function checkCode(request: CodeWithOtp, secrets: Secrets, callFingerprint: string): ApiCommand {
  const { authClientId, authCode, otpVerification } = request;
  const { otpCode, verifyRequestId } = otpVerification;
  const authCodeHash = secrets.hash(authCode);
  const payload = ({ correlationId }: CommandId): CheckOtpCommand => ({
    subject: 'auth-code',
    authCodeHash,
    authClientId,
    verifyRequestId,
    sealedOtpCode: secrets.sealOtpCode(otpCode, { subjectId: authCodeHash, correlationId }),
    callFingerprint,
  });
  return command(checkOtp, payload);
}
