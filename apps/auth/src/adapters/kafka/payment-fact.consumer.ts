import { Controller } from '@nestjs/common';
import { paymentFacts, type PaymentFact } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { MakeAgreements } from '../../application/agreements/make-agreements';

/** A settled payment whose user agreed to bind becomes an agreement. */
@Controller()
export class PaymentFactConsumer {
  constructor(private readonly makeAgreements: MakeAgreements) {}

  @Consume(paymentFacts)
  handle(batch: readonly Message<PaymentFact>[]): Promise<void> {
    return this.makeAgreements.execute(batch);
  }
}
