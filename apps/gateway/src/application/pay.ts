import { parsePay, result, type JsonObject, type Parsed, type Pay } from '@wallet/alipayplus';
import { assertNever } from '@wallet/kernel';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from './api';
import type { EvaluatePayment } from './evaluate-payment';
import type { OpenAnswer } from './open-answer';
import type { OpenOrder } from './open-order';
import { requireOwnPsp } from './own-psp';
import type { PayByToken } from './pay-by-token';
import type { RecallPayment } from './recall-payment';
import type { VerifyAndPay } from './verify-and-pay';
import type { WireAnswers } from './wire-answer';

/** What each kind of pay is answered by. */
export interface PaySteps {
  readonly evaluate: EvaluatePayment;
  readonly openOrder: OpenOrder;
  readonly verify: VerifyAndPay;
  readonly payByToken: PayByToken;
  readonly recall: RecallPayment;
}

/** `pay`, in its kinds. */
export class PayApi implements Api<Pay> {
  readonly wallMs: number;

  constructor(
    private readonly steps: PaySteps,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings,
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<Pay> {
    return requireOwnPsp(parsePay(json), this.settings.pspId);
  }

  subjectOf({ paymentRequestId }: Pay): CallSubject {
    return { paymentRequestId };
  }

  async execute(pay: Pay, call: CallTerms): Promise<WireAnswer> {
    if (call.isStale) return this.answers.write(await this.steps.recall.execute(pay.paymentRequestId, call));
    switch (pay.kind) {
      case 'evaluation':
        return this.answers.write(await this.steps.evaluate.execute(pay, call));
      case 'order':
        return this.answers.write(await this.steps.openOrder.execute(pay, call));
      case 'verification':
        return this.verified(await this.steps.verify.execute(pay, call));
      case 'agreementPayment':
        return this.answers.write(await this.steps.payByToken.execute(pay, call));
      default:
        return assertNever(pay);
    }
  }

  /** The command of a verification outlives its call, so without an answer the payment is in process. */
  private verified(answer: OpenAnswer): WireAnswer {
    const isUnderWay = answer.outcome === 'unknown' && answer.reason === 'no-answer';
    return isUnderWay ? { result: result('PAYMENT_IN_PROCESS') } : this.answers.write(answer);
  }
}
