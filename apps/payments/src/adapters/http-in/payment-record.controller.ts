import { Param } from '@nestjs/common';
import { paymentsEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, operatorError } from '@wallet/operator-endpoint';
import { PaymentRecords } from '../../application/operators/payment-record';
import { paymentView } from './payment-view';

@OperatorController()
export class PaymentRecordController {
  constructor(private readonly records: PaymentRecords) {}

  @OperatorCall(paymentsEndpoints.showPayment)
  async show(@Param('id') id: string) {
    const record = await this.records.find(id);
    if (!record)
      throw operatorError(
        404,
        'not-found',
        'there is no payment with this paymentRequestId, paymentId, refundRequestId, refundId or orderId; of an evaluation only the logs tell',
      );
    return paymentView(record);
  }
}
