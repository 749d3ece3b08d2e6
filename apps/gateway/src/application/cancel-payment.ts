import { parseCancelPayment, type CancelPayment, type JsonObject, type Parsed } from '@wallet/alipayplus';
import { cancelPayment } from '@wallet/contracts';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from './api';
import type { Dispatch } from './dispatch';
import { requireOwnPsp } from './own-psp';
import type { WireAnswers } from './wire-answer';

/** `cancelPayment`; a stale one may be a replay, so it only reads. */
export class CancelPaymentApi implements Api<CancelPayment> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<CancelPayment> {
    return requireOwnPsp(parseCancelPayment(json), this.settings.pspId);
  }

  subjectOf({ paymentRequestId }: CancelPayment): CallSubject {
    return { paymentRequestId };
  }

  async execute({ paymentRequestId }: CancelPayment, terms: CallTerms): Promise<WireAnswer> {
    const payload = { paymentRequestId, readOnly: terms.isStale };
    const command = { topic: cancelPayment, priority: 'essential', payload: () => payload } as const;
    return this.answers.write(await this.dispatch.ask(command, terms));
  }
}
