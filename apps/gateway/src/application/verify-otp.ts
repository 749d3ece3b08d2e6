import { parseVerifyOtp, type JsonObject, type Parsed, type VerifyOtp } from '@wallet/alipayplus';
import { verifyCustomer, type VerifyCustomer } from '@wallet/contracts';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from './api';
import type { Dispatch } from './dispatch';
import { requireOwnPsp } from './own-psp';
import type { Secrets } from './secrets';
import { staleCall } from './stale-call';
import type { WireAnswers } from './wire-answer';

/** `verifyOTP`: the code that sendOTP sent by access token. */
export class VerifyOtpApi implements Api<VerifyOtp> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<VerifyOtp> {
    return requireOwnPsp(parseVerifyOtp(json), this.settings.pspId);
  }

  subjectOf(): CallSubject {
    return {};
  }

  async execute(request: VerifyOtp, terms: CallTerms): Promise<WireAnswer> {
    if (terms.isStale) return staleCall;
    const payload = ({ correlationId }: { correlationId: string }) => this.command(request, correlationId);
    const command = { topic: verifyCustomer, priority: 'essential', payload } as const;
    return this.answers.write(await this.dispatch.ask(command, terms));
  }

  private command({ accessToken, verifyRequestId, otpCode }: VerifyOtp, correlationId: string): VerifyCustomer {
    const accessTokenHash = this.secrets.hash(accessToken);
    const sealedOtpCode = this.secrets.sealOtpCode(otpCode, { subjectId: accessTokenHash, correlationId });
    return { accessTokenHash, verifyRequestId, sealedOtpCode };
  }
}
