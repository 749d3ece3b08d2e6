import type { PaymentRecord, PaymentRecords } from './payment-record';

export class ShowPayment {
  constructor(private readonly records: PaymentRecords) {}

  execute(paymentRequestId: string): Promise<PaymentRecord | undefined> {
    return this.records.find(paymentRequestId);
  }
}
