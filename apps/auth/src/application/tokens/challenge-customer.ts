import { forward, sendOtp, type ChallengeCustomerCommand, type Command, type Handled } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { challengeRequestId } from '../../domain/verify-request-id';
import { customerRefusal, findCustomer } from '../customers/find-customer';
import type { CustomerDirectory } from '../ports/customer-directory';
import type { ResolvePayers } from './resolve-payers';
import { refused } from './token-answers';

export interface ChallengePorts {
  readonly resolvePayers: Pick<ResolvePayers, 'execute'>;
  readonly directory: CustomerDirectory;
  readonly clock: Clock;
}

/** sendOTP by access token: the code goes to the number of the agreement's customer, who must have agreed to it and be active. */
export class ChallengeCustomer {
  constructor(
    private readonly ports: ChallengePorts,
    /** How long the code may be given. */
    private readonly lifeMs: number,
  ) {}

  /** Throws DependencyFault. */
  async execute({ payload: { accessTokenHash }, correlationId }: Command<ChallengeCustomerCommand>): Promise<Handled> {
    const { resolvePayers, directory, clock } = this.ports;
    const [resolution] = await resolvePayers.execute([accessTokenHash], 'SEND_OTP');
    if (resolution?.token !== 'valid') return refused(resolution?.refusal ?? 'TokenInvalid');
    const { agreementId, customerId } = resolution.agreement;
    const customer = await findCustomer(directory, customerId);
    const refusal = customerRefusal(customer);
    if (refusal || !customer) return refused(refusal ?? 'CustomerNotFound');
    return forward(sendOtp, {
      subject: 'access-token',
      accessTokenHash,
      purpose: 'challenge',
      proposedVerifyRequestId: challengeRequestId(correlationId),
      bound: { agreementId, customerId },
      mobileNumber: customer.mobileNumber,
      expiresAt: new Date(clock.now().getTime() + this.lifeMs).toISOString(),
    });
  }
}
