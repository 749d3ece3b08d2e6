import { parseInquiryPayment, type InquiryPayment, type JsonObject, type Parsed } from '@wallet/alipayplus';
import { inquirePayment } from '@wallet/contracts';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from './api';
import type { Dispatch } from './dispatch';
import { requireOwnPsp } from './own-psp';
import type { WireAnswers } from './wire-answer';

/** `inquiryPayment`: a read, so a stale Request-Time does not matter. */
export class InquirePayment implements Api<InquiryPayment> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<InquiryPayment> {
    return requireOwnPsp(parseInquiryPayment(json), this.settings.pspId);
  }

  subjectOf({ paymentRequestId }: InquiryPayment): CallSubject {
    return { paymentRequestId };
  }

  async execute({ paymentRequestId }: InquiryPayment, terms: CallTerms): Promise<WireAnswer> {
    const command = { topic: inquirePayment, priority: 'essential', payload: () => ({ paymentRequestId }) } as const;
    return this.answers.write(await this.dispatch.ask(command, terms));
  }
}
