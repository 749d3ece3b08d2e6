import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({ paymentRequestId: ids.paymentRequestId });
export type InquirePaymentCommand = z.infer<typeof schema>;

/** inquiryPayment: one read. Answered `inquired`, or refused `OrderNotFound`. */
export const inquirePayment = defineTopic<InquirePaymentCommand>({
  name: 'payments.inquiry.command.v1',
  type: 'InquirePayment',
  schema,
  keyOf: (command) => command.paymentRequestId,
});
