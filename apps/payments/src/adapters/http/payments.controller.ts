import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { operatorError, OperatorTokenGuard } from '@wallet/operator-endpoint';
import type { PaymentRecord } from '../../application/operators/payment-record';
import { ShowPayment } from '../../application/operators/show-payment';
import { paymentView } from './payment-view';

/** For operators only: `/operator/v1/payments`. */
@Controller('operator/v1/payments')
@UseGuards(OperatorTokenGuard)
export class PaymentsController {
  constructor(private readonly showPayment: ShowPayment) {}

  @Get(':paymentRequestId')
  async show(@Param('paymentRequestId') paymentRequestId: string): Promise<PaymentRecord> {
    const record = await this.showPayment.execute(paymentRequestId);
    if (!record) throw operatorError(404, 'not-found', 'there is no payment with this paymentRequestId');
    return paymentView(record);
  }
}
