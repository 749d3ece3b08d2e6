import { parseRefund, type JsonObject, type Parsed, type Refund } from '@wallet/alipayplus';
import { refundPayment, type RefundPayment } from '@wallet/contracts';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from './api';
import type { Dispatch } from './dispatch';
import { requireOwnPsp } from './own-psp';
import { quoteOf } from './quote';
import type { WireAnswers } from './wire-answer';

/** `refund`; a stale one may be a replay, so it only reads. */
export class RefundApi implements Api<Refund> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<Refund> {
    return requireOwnPsp(parseRefund(json), this.settings.pspId);
  }

  subjectOf({ paymentRequestId, refundRequestId }: Refund): CallSubject {
    return { paymentRequestId, refundRequestId };
  }

  async execute(refund: Refund, terms: CallTerms): Promise<WireAnswer> {
    const payload = (): RefundPayment => commandOf(refund, terms.isStale);
    return this.answers.write(await this.dispatch.ask({ topic: refundPayment, priority: 'essential', payload }, terms));
  }
}

/** The words of Alipay+ in our own; the parties are no business of ours. */
function commandOf(refund: Refund, readOnly: boolean): RefundPayment {
  const { paymentRequestId, paymentId, refundRequestId, refundReason } = refund;
  const { refundAmount, refundFromAmount, refundQuote, refundPromoInfo, surchargeInfo } = refund;
  return {
    paymentRequestId,
    paymentId,
    refundRequestId,
    refundReason,
    refundAmount,
    refundFromAmount,
    refundQuote: refundQuote && quoteOf(refundQuote),
    refundPromoInfo,
    surchargeInfo,
    readOnly,
  };
}
