import type { OrderPay } from '@wallet/alipayplus';
import { identifyPayer, type Answer } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import { lookupOf, purchaseOf } from './purchase';

/** Easy Pay call 2: open the order and send its OTP. Never done: unknown with a `verifyRequestId`, or refused. */
export class OpenOrder {
  constructor(private readonly dispatch: Dispatch) {}

  execute(pay: OrderPay, call: Call): Promise<Answer> {
    const payload = {
      paymentRequestId: pay.paymentRequestId,
      purchase: purchaseOf(pay),
      customer: lookupOf(pay.paymentMethod.payer),
      ...(pay.paymentExpiryTime && { paymentExpiryTime: pay.paymentExpiryTime.toISOString() }),
      acquirerId: pay.acquirerId,
    };
    return this.dispatch.ask({ topic: identifyPayer, priority: 'order', payload: () => payload }, call);
  }
}
