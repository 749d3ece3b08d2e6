import { Controller } from '@nestjs/common';
import {
  cancelPayment,
  refundPayment,
  type CancelPayment as Cancellation,
  type RefundPayment as RefundCommand,
} from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { CancelPayment } from '../../application/cancel-payment';
import { RefundPayment } from '../../application/refund-payment';

@Controller()
export class ReversalConsumer {
  constructor(
    private readonly cancelPayment: CancelPayment,
    private readonly refundPayment: RefundPayment,
  ) {}

  @Consume(cancelPayment)
  cancel(batch: readonly Message<Cancellation>[]): Promise<void> {
    return this.cancelPayment.execute(batch);
  }

  @Consume(refundPayment)
  refund(batch: readonly Message<RefundCommand>[]): Promise<void> {
    return this.refundPayment.execute(batch);
  }
}
