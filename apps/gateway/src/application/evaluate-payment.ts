import type { EvaluationPay } from '@wallet/alipayplus';
import { evaluateCustomer } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import type { OpenAnswer } from './open-answer';
import { consideredPurchase, lookupOf } from './purchase';
import type { Secrets } from './secrets';

/** Easy Pay call 1: would this payment be accepted? */
export class EvaluatePayment {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
  ) {}

  execute(pay: EvaluationPay, call: Call): Promise<OpenAnswer> {
    const payload = {
      paymentRequestId: pay.paymentRequestId,
      purchase: consideredPurchase(pay, pay.paymentMethod),
      customer: lookupOf(pay.paymentMethod.payer, this.secrets),
    };
    return this.dispatch.ask({ topic: evaluateCustomer, priority: 'evaluation', payload: () => payload }, call);
  }
}
