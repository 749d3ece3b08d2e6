import type { OrderPay } from '@wallet/alipayplus';
import { identifyPayer } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import type { OpenAnswer } from './open-answer';
import { lookupOf, purchaseOf } from './purchase';
import type { Secrets } from './secrets';

/** Easy Pay call 2: open the order and send its OTP. Never done: unknown with a `verifyRequestId`, or refused. */
export class OpenOrder {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
  ) {}

  execute(pay: OrderPay, call: Call): Promise<OpenAnswer> {
    const payload = {
      paymentRequestId: pay.paymentRequestId,
      purchase: purchaseOf(pay, pay.paymentMethod),
      customer: lookupOf(pay.paymentMethod.payer, this.secrets),
      ...(pay.paymentExpiryTime && { paymentExpiryTime: pay.paymentExpiryTime.toISOString() }),
      acquirerId: pay.acquirerId,
      paymentNotifyUrl: pay.paymentNotifyUrl,
    };
    return this.dispatch.ask({ topic: identifyPayer, priority: 'order', payload: () => payload }, call);
  }
}
