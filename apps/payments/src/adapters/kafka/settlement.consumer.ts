import { Controller } from '@nestjs/common';
import { settlePayment, type SettlePayment as Settlement } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { SettlePayment } from '../../application/settle-payment';

@Controller()
export class SettlementConsumer {
  constructor(private readonly settlePayment: SettlePayment) {}

  @Consume(settlePayment)
  handle(batch: readonly Message<Settlement>[]): Promise<void> {
    return this.settlePayment.execute(batch);
  }
}
