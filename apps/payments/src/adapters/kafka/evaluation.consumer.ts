import { Controller } from '@nestjs/common';
import { evaluatePayment, type EvaluatePayment as Evaluation } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { EvaluatePayment } from '../../application/evaluate-payment';

@Controller()
export class EvaluationConsumer {
  constructor(private readonly evaluatePayment: EvaluatePayment) {}

  @Consume(evaluatePayment)
  handle(batch: readonly Message<Evaluation>[]): Promise<void> {
    return this.evaluatePayment.execute(batch);
  }
}
