import { checkOtp, forward, type Command, type Handled, type VerifyCustomerCommand } from '@wallet/contracts';
import type { ResolvePayers } from './resolve-payers';
import { refused } from './token-answers';

/** verifyOTP: the code is checked for the agreement that the access token belongs to. */
export class VerifyCustomer {
  constructor(private readonly resolvePayers: Pick<ResolvePayers, 'execute'>) {}

  /** Throws DependencyFault. */
  async execute({ payload }: Command<VerifyCustomerCommand>): Promise<Handled> {
    const [resolution] = await this.resolvePayers.execute([payload.accessTokenHash], 'SEND_OTP');
    if (resolution?.token !== 'valid') return refused(resolution?.refusal ?? 'TokenInvalid');
    const { agreementId, customerId } = resolution.agreement;
    return forward(checkOtp, { subject: 'access-token', ...payload, bound: { agreementId, customerId } });
  }
}
