import { Controller } from '@nestjs/common';
import { paymentFacts, type PaymentFact } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { RecordDeliveries } from '../../application/record-deliveries';

/** A payment is settled or has failed for good: Alipay+ is told. */
@Controller()
export class PaymentFactConsumer {
  constructor(private readonly recordDeliveries: RecordDeliveries) {}

  @Consume(paymentFacts, { maxBatch: 100 })
  async handle(batch: readonly Message<PaymentFact>[]): Promise<void> {
    await this.recordDeliveries.execute(batch.map(({ payload }) => payload));
  }
}
