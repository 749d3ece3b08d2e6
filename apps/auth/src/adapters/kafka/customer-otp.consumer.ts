import { Controller } from '@nestjs/common';
import {
  challengeCustomer,
  verifyCustomer,
  type ChallengeCustomer as Challenge,
  type VerifyCustomer as Verify,
} from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { ChallengeCustomer } from '../../application/tokens/challenge-customer';
import { VerifyCustomer } from '../../application/tokens/verify-customer';

const lane = { maxBatch: 1, concurrency: 4 };

/** sendOTP and verifyOTP by access token. */
@Controller()
export class CustomerOtpConsumer {
  constructor(
    private readonly challengeCustomer: ChallengeCustomer,
    private readonly verifyCustomer: VerifyCustomer,
  ) {}

  @Consume(challengeCustomer, lane)
  async challenge(batch: readonly Message<Challenge>[]): Promise<void> {
    for (const message of batch) await this.challengeCustomer.execute(message);
  }

  @Consume(verifyCustomer, lane)
  async verify(batch: readonly Message<Verify>[]): Promise<void> {
    for (const message of batch) await this.verifyCustomer.execute(message);
  }
}
