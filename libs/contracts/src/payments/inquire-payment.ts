import { z } from 'zod';
import { defineTopic } from '../define-topic';

const schema = z.object({ paymentRequestId: z.string() });
export type InquirePayment = z.infer<typeof schema>;

/** inquiryPayment: one read. Answered `inquired`, or refused `OrderNotFound`. */
export const inquirePayment = defineTopic<InquirePayment>({
  name: 'payments.inquiry.command.v1',
  type: 'InquirePayment',
  schema,
  keyOf: (command) => command.paymentRequestId,
  onDependencyFault: 'answer-unknown',
});
