import { Controller } from '@nestjs/common';
import { customerFacts, type CustomerFact } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { ApplyCustomerFacts } from '../../application/apply-customer-facts';

@Controller()
export class CustomerConsumer {
  constructor(private readonly applyCustomerFacts: ApplyCustomerFacts) {}

  @Consume(customerFacts)
  handle(batch: readonly Message<CustomerFact>[]): Promise<void> {
    return this.applyCustomerFacts.execute(batch);
  }
}
