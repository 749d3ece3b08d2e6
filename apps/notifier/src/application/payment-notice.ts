import { formatDateTime, result, type NotifyPayment } from '@wallet/alipayplus';
import { echoedOf, type PaymentFact } from '@wallet/contracts';
import { orderRefusals } from '@wallet/kernel';

/** A cancelled payment is not told: whoever cancelled it knows. */
export type PaymentResult = Exclude<PaymentFact, { fact: 'PaymentCancelled' }>;

/** The notifyPayment of a final result. See docs/alipayplus.md#notifypayment. */
export function paymentNotice(fact: PaymentResult, utcOffset: string): NotifyPayment {
  const common = {
    paymentRequestId: fact.paymentRequestId,
    paymentAmount: fact.paymentAmount.toJSON(),
    payToAmount: fact.payToAmount.toJSON(),
    ...(fact.customerId !== undefined && { customerId: fact.customerId }),
    ...echoedOf(fact),
  };
  if (fact.fact === 'PaymentFailed') {
    return { paymentResult: { ...result(orderRefusals[fact.refusal]), resultStatus: 'F' }, ...common };
  }
  return {
    paymentResult: { ...result('SUCCESS'), resultStatus: 'S' },
    ...common,
    paymentId: fact.paymentId,
    paymentTime: formatDateTime(new Date(fact.paidAt), utcOffset),
  };
}
