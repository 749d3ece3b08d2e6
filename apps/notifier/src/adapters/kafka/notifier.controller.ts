import { Controller } from '@nestjs/common';
import { agreementFacts, paymentFacts, type AgreementFact, type Command, type PaymentFact } from '@wallet/contracts';
import { Consume } from '@wallet/messaging';
import { RecordDeliveries } from '../../application/record-deliveries';

/** Every topic that notifier handles: of what they tell, Alipay+ is told. */
@Controller()
export class NotifierController {
  constructor(private readonly recordDeliveries: RecordDeliveries) {}

  @Consume(paymentFacts)
  payments(batch: readonly Command<PaymentFact>[]): Promise<void> {
    return this.recordDeliveries.execute(batch.map(({ payload }) => payload));
  }

  @Consume(agreementFacts)
  agreements(batch: readonly Command<AgreementFact>[]): Promise<void> {
    return this.recordDeliveries.execute(batch.map(({ payload }) => payload));
  }
}
