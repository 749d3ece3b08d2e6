import type { SendOtp } from '@wallet/alipayplus';
import { challengeCustomer } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import type { OpenAnswer } from './open-answer';
import type { Secrets } from './secrets';

/** `sendOTP` by access token: a code to the customer whose token it is. */
export class ChallengeCustomer {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
  ) {}

  execute({ accessToken }: Extract<SendOtp, { kind: 'accessToken' }>, call: Call): Promise<OpenAnswer> {
    const payload = { accessTokenHash: this.secrets.hash(accessToken) };
    return this.dispatch.ask({ topic: challengeCustomer, priority: 'order', payload: () => payload }, call);
  }
}
