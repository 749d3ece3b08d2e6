import { Param } from '@nestjs/common';
import { otpEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, operatorError } from '@wallet/operator-endpoint';
import { PaymentCodes } from '../../application/payment-codes';

const missing = 'Redis has no code of this payment; it keeps one until a minute after the order has expired';

@OperatorController()
export class PaymentCodesController {
  constructor(private readonly codes: PaymentCodes) {}

  @OperatorCall(otpEndpoints.showPaymentCode)
  async show(@Param('paymentRequestId') paymentRequestId: string) {
    const code = await this.codes.find(paymentRequestId);
    if (!code) throw operatorError(404, 'not-found', missing);
    return code;
  }
}
