import { Param } from '@nestjs/common';
import { paymentsEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, operatorError } from '@wallet/operator-endpoint';
import { PaymentRecords } from '../../application/operators/payment-record';
import { paymentView } from './payment-view';

@OperatorController()
export class PaymentRecordController {
  constructor(private readonly records: PaymentRecords) {}

  @OperatorCall(paymentsEndpoints.showPayment)
  async show(@Param('paymentRequestId') paymentRequestId: string) {
    const record = await this.records.find(paymentRequestId);
    if (!record) throw operatorError(404, 'not-found', 'there is no payment with this paymentRequestId');
    return paymentView(record);
  }
}
