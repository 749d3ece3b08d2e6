import type { SendOtp } from '@wallet/alipayplus';
import { proposeOtp } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import type { OpenAnswer } from './open-answer';
import { mobileLoginIdType } from './purchase';

/** `sendOTP` of an order: its code once more. */
export class ResendOtp {
  constructor(private readonly dispatch: Dispatch) {}

  execute(request: Extract<SendOtp, { kind: 'order' }>, call: Call): Promise<OpenAnswer> {
    const payload = {
      paymentRequestId: request.referenceRequestId,
      userLoginId: request.userLoginId,
      userLoginIdType: request.userLoginIdType ?? mobileLoginIdType,
    };
    return this.dispatch.ask({ topic: proposeOtp, priority: 'order', payload: () => payload }, call);
  }
}
