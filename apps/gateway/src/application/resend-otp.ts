import { parseSendOtp, result, type JsonObject, type Parsed, type SendOtp } from '@wallet/alipayplus';
import { proposeOtp } from '@wallet/contracts';
import type { Api, CallTerms, WireAnswer } from './api';
import type { Dispatch } from './dispatch';
import { requireOwnPsp } from './own-psp';
import { mobileLoginIdType } from './purchase';
import type { WireAnswers } from './wire-answer';

/** `sendOTP` of an order. A stale one may be a replay and would send a message: refused. */
export class ResendOtp implements Api<SendOtp> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly answers: WireAnswers,
    private readonly settings: { readonly wallMs: number; readonly pspId: string },
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<SendOtp> {
    return requireOwnPsp(parseSendOtp(json), this.settings.pspId);
  }

  paymentRequestId({ referenceRequestId }: SendOtp): string {
    return referenceRequestId;
  }

  async execute(request: SendOtp, terms: CallTerms): Promise<WireAnswer> {
    if (terms.isStale) return { result: result('INVALID_SIGNATURE', 'Request-Time is outside the window') };
    const payload = {
      paymentRequestId: request.referenceRequestId,
      userLoginId: request.userLoginId,
      userLoginIdType: request.userLoginIdType ?? mobileLoginIdType,
    };
    const command = { topic: proposeOtp, priority: 'order', payload: () => payload } as const;
    return this.answers.write(await this.dispatch.ask(command, terms));
  }
}
