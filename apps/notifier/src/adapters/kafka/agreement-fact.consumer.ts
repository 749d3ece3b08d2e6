import { Controller } from '@nestjs/common';
import { agreementFacts, type AgreementFact } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { RecordDeliveries } from '../../application/record-deliveries';

/** An agreement was made or cancelled, or a code for one was: Alipay+ is told. */
@Controller()
export class AgreementFactConsumer {
  constructor(private readonly recordDeliveries: RecordDeliveries) {}

  @Consume(agreementFacts, { maxBatch: 100 })
  async handle(batch: readonly Message<AgreementFact>[]): Promise<void> {
    await this.recordDeliveries.execute(batch.map(({ payload }) => payload));
  }
}
