import { Controller } from '@nestjs/common';
import { payByToken, type PayByToken as TokenPay } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { PayByToken } from '../../application/pay-by-token';

@Controller()
export class TokenPaymentConsumer {
  constructor(private readonly payByToken: PayByToken) {}

  @Consume(payByToken)
  handle(batch: readonly Message<TokenPay>[]): Promise<void> {
    return this.payByToken.execute(batch);
  }
}
