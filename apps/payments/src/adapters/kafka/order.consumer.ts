import { Controller } from '@nestjs/common';
import { openOrder, proposeOtp, type OpenOrder as OrderCommand, type ProposeOtp as Resend } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { OpenOrder } from '../../application/open-order';
import { ProposeOtp } from '../../application/propose-otp';

@Controller()
export class OrderConsumer {
  constructor(
    private readonly openOrder: OpenOrder,
    private readonly proposeOtp: ProposeOtp,
  ) {}

  @Consume(openOrder)
  open(batch: readonly Message<OrderCommand>[]): Promise<void> {
    return this.openOrder.execute(batch);
  }

  @Consume(proposeOtp)
  resend(batch: readonly Message<Resend>[]): Promise<void> {
    return this.proposeOtp.execute(batch);
  }
}
