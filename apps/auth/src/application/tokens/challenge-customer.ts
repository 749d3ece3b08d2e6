import { sendOtp, type ChallengeCustomer as Challenge, type IdentifiedCustomer } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Forwarding, type Message } from '@wallet/messaging';
import type { Resolution } from '../../domain/access-token';
import { challengeRequestId } from '../../domain/verify-request-id';
import { customerRefusal, findCustomer } from '../customers/find-customer';
import type { CustomerDirectory } from '../ports/customer-directory';
import type { ResolvePayers } from './resolve-payers';
import { refused } from './token-answers';

export interface ChallengePorts {
  readonly resolvePayers: Pick<ResolvePayers, 'execute'>;
  readonly directory: CustomerDirectory;
  readonly edge: Answers & Forwarding;
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
  async execute(message: Message<Challenge>): Promise<void> {
    const { resolvePayers, directory, edge, clock } = this.ports;
    if (isExpired(message, clock.now())) return;
    const [resolution] = await resolvePayers.execute([message.payload.accessTokenHash], 'SEND_OTP');
    if (resolution?.token !== 'valid') return edge.answer(message, refused(resolution?.refusal ?? 'TokenInvalid'));
    const customer = await findCustomer(directory, resolution.agreement.customerId);
    const refusal = customerRefusal(customer);
    if (refusal || !customer) return edge.answer(message, refused(refusal ?? 'CustomerNotFound'));
    return this.forward(message, resolution, customer);
  }

  private forward(
    message: Message<Challenge>,
    { agreement: { agreementId, customerId } }: Extract<Resolution, { token: 'valid' }>,
    { mobileNumber }: IdentifiedCustomer,
  ): Promise<void> {
    const { edge, clock } = this.ports;
    return edge.forward(message, sendOtp, {
      subject: 'access-token',
      accessTokenHash: message.payload.accessTokenHash,
      purpose: 'challenge',
      proposedVerifyRequestId: challengeRequestId(message.correlationId),
      bound: { agreementId, customerId },
      mobileNumber,
      expiresAt: new Date(clock.now().getTime() + this.lifeMs).toISOString(),
    });
  }
}
