import { checkOtp, type VerifyCustomer as Verify } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Forwarding, type Message } from '@wallet/messaging';
import type { ResolvePayers } from './resolve-payers';
import { refused } from './token-answers';

/** verifyOTP: the code is checked for the agreement that the access token belongs to. */
export class VerifyCustomer {
  constructor(
    private readonly resolvePayers: Pick<ResolvePayers, 'execute'>,
    private readonly edge: Answers & Forwarding,
    private readonly clock: Clock,
  ) {}

  /** Throws DependencyFault. */
  async execute(message: Message<Verify>): Promise<void> {
    if (isExpired(message, this.clock.now())) return;
    const { payload } = message;
    const [resolution] = await this.resolvePayers.execute([payload.accessTokenHash], 'SEND_OTP');
    if (resolution?.token !== 'valid') return this.edge.answer(message, refused(resolution?.refusal ?? 'TokenInvalid'));
    const { agreementId, customerId } = resolution.agreement;
    await this.edge.forward(message, checkOtp, {
      subject: 'access-token',
      ...payload,
      bound: { agreementId, customerId },
    });
  }
}
