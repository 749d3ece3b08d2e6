import { parseApplyToken, type ApplyToken, type JsonObject, type Parsed } from '@wallet/alipayplus';
import { checkOtp, issueTokens, type CheckOtp, type TokenGrant } from '@wallet/contracts';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from '../api';
import type { Dispatch } from '../dispatch';
import type { OpenAnswer } from '../open-answer';
import { requireOwnPsp } from '../own-psp';
import type { Secrets } from '../secrets';
import { staleCall } from '../stale-call';
import type { WireAnswers } from '../wire-answer';

type CodeWithOtp = Extract<ApplyToken, { kind: 'verificationCode' }>;

/** `applyToken`: tokens for a code, for a code with its OTP, or for a refresh token. */
export class ApplyTokenApi implements Api<ApplyToken> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<ApplyToken> {
    return requireOwnPsp(parseApplyToken(json), this.settings.pspId);
  }

  subjectOf({ authClientId }: ApplyToken): CallSubject {
    return { authClientId };
  }

  async execute(request: ApplyToken, terms: CallTerms): Promise<WireAnswer> {
    if (terms.isStale) return staleCall;
    const isWithOtp = request.kind === 'verificationCode';
    return this.answers.write(await (isWithOtp ? this.verify(request, terms) : this.issue(request, terms)));
  }

  /** Through otp, which tells auth what it found. */
  private verify(request: CodeWithOtp, terms: CallTerms): Promise<OpenAnswer> {
    const callFingerprint = this.secrets.hash(terms.signedContent());
    const payload = ({ correlationId }: { correlationId: string }) => ({
      ...this.check(request, correlationId),
      callFingerprint,
    });
    return this.dispatch.ask({ topic: checkOtp, priority: 'essential', payload }, terms);
  }

  private issue(request: Exclude<ApplyToken, CodeWithOtp>, terms: CallTerms): Promise<OpenAnswer> {
    const grant: TokenGrant =
      request.kind === 'authorizationCode'
        ? { kind: 'authorization-code', authCodeHash: this.secrets.hash(request.authCode) }
        : { kind: 'refresh-token', refreshTokenHash: this.secrets.hash(request.refreshToken) };
    const callFingerprint = this.secrets.hash(terms.signedContent());
    const payload = { authClientId: request.authClientId, grant, callFingerprint };
    return this.dispatch.ask({ topic: issueTokens, priority: 'essential', payload: () => payload }, terms);
  }

  private check({ authClientId, authCode, otpVerification }: CodeWithOtp, correlationId: string): CheckOtp {
    const authCodeHash = this.secrets.hash(authCode);
    const { otpCode, verifyRequestId } = otpVerification;
    const sealedOtpCode = this.secrets.sealOtpCode(otpCode, { subjectId: authCodeHash, correlationId });
    return { subject: 'auth-code', authCodeHash, authClientId, verifyRequestId, sealedOtpCode };
  }
}
