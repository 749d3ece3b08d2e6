import { sumOf, type Amounts, type WireAmount } from './amounts';
import {
  amountsOfPayment,
  isDone,
  isFinal,
  isRequestRefusal,
  type BookedPayment,
  type RefundTry,
} from './booked-payment';
import { acknowledgedRefunds } from './contradictions';

type ReportedRefund = Pick<RefundTry, 'refundRequestId' | 'refundId' | 'refundAmount' | 'refundFromAmount'>;

/** One payment as Alipay+ would settle it. */
export interface ReportedPayment extends Amounts {
  readonly paymentRequestId: string;
  /** `unknown`: no final word has come. `cancelled` and `refused` both mean no net debit. */
  readonly status: 'paid' | 'cancelled' | 'refused' | 'unknown';
  /** Of a refused one. */
  readonly code?: string | undefined;
  /** S was said of it, if only before a cancel. */
  readonly wasPaid: boolean;
  readonly paymentId?: string | undefined;
  readonly customerId?: string | undefined;
  /** Sums of the acknowledged refunds; absent when the currencies are not known. */
  readonly refundedAmount?: WireAmount | undefined;
  readonly refundedFromAmount?: WireAmount | undefined;
  readonly refunds: readonly ReportedRefund[];
  /** Refunds that were asked for and neither done nor refused: the wallet may have done them. */
  readonly openRefunds: readonly string[];
}

/** The payment for the reconciliation of both sides' books (I16). */
export function reported(payment: BookedPayment): ReportedPayment {
  const { paymentRequestId, statements, refunds, customerId } = payment;
  const done = acknowledgedRefunds(payment);
  const amounts = amountsOfPayment(payment);
  const sum = (whole: WireAmount | undefined, parts: readonly (WireAmount | undefined)[]) =>
    whole && sumOf(parts, whole.currency);
  const decided = new Set(refunds.filter((each) => isFinal(each)).map(({ refundRequestId }) => refundRequestId));
  const open = new Set(refunds.map(({ refundRequestId }) => refundRequestId).filter((id) => !decided.has(id)));
  return {
    paymentRequestId,
    ...outcomeOf(payment),
    ...amounts,
    paymentId: statements.find(({ status, paymentId }) => status === 'S' && paymentId !== undefined)?.paymentId,
    customerId,
    refundedAmount: sum(
      amounts.paymentAmount,
      done.map(({ refundAmount }) => refundAmount),
    ),
    refundedFromAmount: sum(
      amounts.payToAmount,
      done.map(({ refundFromAmount }) => refundFromAmount),
    ),
    refunds: done.map(({ refundRequestId, refundId, refundAmount, refundFromAmount }) => ({
      refundRequestId,
      refundId,
      refundAmount,
      refundFromAmount,
    })),
    openRefunds: [...open],
  };
}

function outcomeOf(payment: BookedPayment): Pick<ReportedPayment, 'status' | 'code' | 'wasPaid'> {
  const { statements, cancels, refunds } = payment;
  const wasPaid = statements.some(isDone) || refunds.some(isDone);
  const refusal = statements.find((each) => isFinal(each) && !isDone(each));
  const isClosed = refusal === undefined || refusal.code === 'ORDER_IS_CLOSED';
  if ((cancels.some(isDone) && isClosed) || (wasPaid && refusal)) return { status: 'cancelled', wasPaid };
  if (wasPaid) return { status: 'paid', wasPaid };
  if (refusal) return { status: 'refused', code: refusal.code, wasPaid };
  return { ...unfinished(payment), wasPaid };
}

/** Refused requests are a refused payment if there was nothing else; an order for the client SDK is none of the wallet's. */
function unfinished({ statements, scan }: BookedPayment): Pick<ReportedPayment, 'status' | 'code'> {
  if (scan?.isHandledBySdk) return { status: 'refused', code: 'HANDLE_BY_SDK' };
  const pays = statements.filter(({ source }) => source === 'pay');
  const [first] = pays;
  return first && pays.every(isRequestRefusal) ? { status: 'refused', code: first.code } : { status: 'unknown' };
}
