import type {
  AgreementId,
  CustomerId,
  OrderId,
  PaymentId,
  PaymentRequestId,
  ReferenceAgreementId,
  RefundId,
  RefundRequestId,
} from '@wallet/kernel';
import { z } from 'zod';

/** The ids on topics. Only their types tell one from another. */
export const ids = {
  paymentRequestId: z.string() as z.ZodType<PaymentRequestId>,
  orderId: z.uuid() as z.ZodType<OrderId>,
  paymentId: z.string() as z.ZodType<PaymentId>,
  refundRequestId: z.string() as z.ZodType<RefundRequestId>,
  refundId: z.string() as z.ZodType<RefundId>,
  customerId: z.string() as z.ZodType<CustomerId>,
  agreementId: z.uuid() as z.ZodType<AgreementId>,
  referenceAgreementId: z.string() as z.ZodType<ReferenceAgreementId>,
};
