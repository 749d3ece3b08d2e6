import type { EvaluationPay } from '@wallet/alipayplus';
import { evaluateCustomer, type Answer } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import { lookupOf, purchaseOf } from './purchase';

/** Easy Pay call 1: would this payment be accepted? */
export class EvaluatePayment {
  constructor(private readonly dispatch: Dispatch) {}

  execute(pay: EvaluationPay, call: Call): Promise<Answer> {
    const payload = {
      paymentRequestId: pay.paymentRequestId,
      purchase: purchaseOf(pay),
      customer: lookupOf(pay.paymentMethod.payer),
    };
    return this.dispatch.ask({ topic: evaluateCustomer, priority: 'evaluation', payload: () => payload }, call);
  }
}
