import { formatDateTime, result, type Result as WireResult } from '@wallet/alipayplus';
import type { Answer, Result } from '@wallet/contracts';
import { assertNever } from '@wallet/kernel';
import type { WireAnswer } from './api';
import { refusalCodes, unknownCodes } from './result-codes';

export interface WireSettings {
  readonly pspId: string;
  /** `+hh:mm`, for the times that we send. */
  readonly utcOffset: string;
}

type Inquired = Extract<Result, { kind: 'inquired' }>;
type Paid = Omit<Extract<Result, { kind: 'paid' }>, 'kind'>;

/** Writes an answer of ours in the words of Alipay+; the answer itself says which of its shapes it needs. */
export class WireAnswers {
  constructor(private readonly settings: WireSettings) {}

  write(answer: Answer): WireAnswer {
    switch (answer.outcome) {
      case 'done':
        return { result: result('SUCCESS'), ...this.fields(answer.result) };
      case 'refused':
        return { result: result(refusalCodes[answer.refusal]) };
      case 'unknown': {
        const { reason, verifyRequestId } = answer;
        return { result: result(unknownCodes[reason]), ...(verifyRequestId !== undefined && { verifyRequestId }) };
      }
      default:
        return assertNever(answer);
    }
  }

  private fields(done: Result): object {
    switch (done.kind) {
      case 'evaluated':
        return { customerId: done.customerId, pspId: this.settings.pspId };
      case 'otp-sent':
        return { verifyRequestId: done.verifyRequestId };
      case 'paid':
        return this.paid(done);
      case 'inquired':
        return this.inquired(done);
      default:
        return assertNever(done);
    }
  }

  private paid({ paymentId, paidAt, customerId }: Paid): object {
    return { customerId, paymentId, paymentTime: formatDateTime(new Date(paidAt), this.settings.utcOffset) };
  }

  private inquired({ payment, paymentAmount, payToAmount }: Inquired): object {
    const fields = payment.status === 'paid' ? this.paid(payment) : {};
    return { paymentResult: paymentResult(payment), ...fields, paymentAmount, payToAmount };
  }
}

/** The outcome of the payment that was inquired; a waiting order is in process, whatever it waits for. */
function paymentResult(payment: Inquired['payment']): WireResult {
  switch (payment.status) {
    case 'paid':
      return result('SUCCESS');
    case 'waiting':
      return result('PAYMENT_IN_PROCESS');
    case 'failed':
      return result(refusalCodes[payment.refusal]);
    default:
      return assertNever(payment);
  }
}
