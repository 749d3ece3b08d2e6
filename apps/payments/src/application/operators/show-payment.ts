import type { PaymentRequestId } from '@wallet/kernel';
import type { PaymentRecord, PaymentRecords } from './payment-record';

export class ShowPayment {
  constructor(private readonly records: PaymentRecords) {}

  execute(paymentRequestId: PaymentRequestId): Promise<PaymentRecord | undefined> {
    return this.records.find(paymentRequestId);
  }
}
