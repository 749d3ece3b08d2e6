import { parseSendOtp, type JsonObject, type Parsed, type SendOtp } from '@wallet/alipayplus';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from './api';
import type { ChallengeCustomer } from './challenge-customer';
import { requireOwnPsp } from './own-psp';
import type { ResendOtp } from './resend-otp';
import { staleCall } from './stale-call';
import type { WireAnswers } from './wire-answer';

/** What each kind of sendOTP is answered by. */
export interface SendOtpSteps {
  readonly resend: ResendOtp;
  readonly challenge: ChallengeCustomer;
}

/** `sendOTP`, of an order or by access token. */
export class SendOtpApi implements Api<SendOtp> {
  readonly wallMs: number;

  constructor(
    private readonly steps: SendOtpSteps,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<SendOtp> {
    return requireOwnPsp(parseSendOtp(json), this.settings.pspId);
  }

  subjectOf(request: SendOtp): CallSubject {
    return request.kind === 'order' ? { paymentRequestId: request.referenceRequestId } : {};
  }

  async execute(request: SendOtp, terms: CallTerms): Promise<WireAnswer> {
    if (terms.isStale) return staleCall;
    const { resend, challenge } = this.steps;
    const answering = request.kind === 'order' ? resend.execute(request, terms) : challenge.execute(request, terms);
    return this.answers.write(await answering);
  }
}
