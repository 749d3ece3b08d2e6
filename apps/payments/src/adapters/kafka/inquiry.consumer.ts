import { Controller } from '@nestjs/common';
import {
  inquirePayment,
  recallPayment,
  type InquirePayment as Inquiry,
  type RecallPayment as Recall,
} from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { InquirePayment } from '../../application/inquire-payment';
import { RecallPayment } from '../../application/recall-payment';

@Controller()
export class InquiryConsumer {
  constructor(
    private readonly inquirePayment: InquirePayment,
    private readonly recallPayment: RecallPayment,
  ) {}

  @Consume(inquirePayment)
  inquire(batch: readonly Message<Inquiry>[]): Promise<void> {
    return this.inquirePayment.execute(batch);
  }

  @Consume(recallPayment)
  recall(batch: readonly Message<Recall>[]): Promise<void> {
    return this.recallPayment.execute(batch);
  }
}
