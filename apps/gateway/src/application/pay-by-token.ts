import type { AgreementPay } from '@wallet/alipayplus';
import { resolvePayer } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import type { OpenAnswer } from './open-answer';
import { purchaseOf } from './purchase';
import type { Secrets } from './secrets';

/** Agreement payment: pay with an access token, in one call. */
export class PayByToken {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
  ) {}

  execute(pay: AgreementPay, call: Call): Promise<OpenAnswer> {
    const payload = {
      paymentRequestId: pay.paymentRequestId,
      accessTokenHash: this.secrets.hash(pay.accessToken),
      purchase: purchaseOf(pay, pay),
      paymentExpiryTime: pay.paymentExpiryTime?.toISOString(),
      acquirerId: pay.acquirerId,
      paymentNotifyUrl: pay.paymentNotifyUrl,
    };
    return this.dispatch.ask({ topic: resolvePayer, priority: 'order', payload: () => payload }, call);
  }
}
