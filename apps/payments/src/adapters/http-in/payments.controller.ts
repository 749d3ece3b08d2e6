import { Param } from '@nestjs/common';
import { paymentsEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, operatorError } from '@wallet/operator-endpoint';
import { ShowPayment } from '../../application/operators/show-payment';
import { paymentView } from './payment-view';

@OperatorController()
export class PaymentsController {
  constructor(private readonly showPayment: ShowPayment) {}

  @OperatorCall(paymentsEndpoints.showPayment)
  async show(@Param('paymentRequestId') paymentRequestId: string) {
    const record = await this.showPayment.execute(paymentRequestId);
    if (!record) throw operatorError(404, 'not-found', 'there is no payment with this paymentRequestId');
    return paymentView(record);
  }
}
