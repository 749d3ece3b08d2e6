import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { orderRefusalSchema } from '../fields/refusal';
import { echoedAdditions, echoedSchema } from '../fields/purchase';
import { authorizationSchema } from './settle-payment';
import { ids } from '../fields/ids';

const common = {
  paymentRequestId: ids.paymentRequestId,
  orderVersion: z.int().min(1),
  acquirerId: z.string(),
  paymentAmount: moneySchema,
  payToAmount: moneySchema,
  ...echoedSchema.shape,
  /** Where Alipay+ wants to be told; absent: the agreed address. */
  paymentNotifyUrl: z.string().optional(),
};

const paymentFactSchema = z.discriminatedUnion('fact', [
  z.object({
    fact: z.literal('PaymentSettled'),
    ...common,
    paymentId: ids.paymentId,
    paidAt: z.iso.datetime(),
    customerId: ids.customerId,
    referenceMerchantId: z.string(),
    merchantName: z.string(),
    /** The user's wish to bind, as the verification that settled said it. */
    authorization: authorizationSchema.optional(),
  }),
  z.object({
    fact: z.literal('PaymentFailed'),
    ...common,
    refusal: orderRefusalSchema,
    failedAt: z.iso.datetime(),
    /** Absent when the customer was not found. */
    customerId: ids.customerId.optional(),
  }),
  z.object({
    fact: z.literal('PaymentCancelled'),
    paymentRequestId: ids.paymentRequestId,
    orderVersion: z.int().min(1),
    cancelledAt: z.iso.datetime(),
  }),
]);
export type PaymentFact = z.infer<typeof paymentFactSchema>;

/** The final result of each order, once; and that a payment was cancelled after it had been settled. */
export const paymentFacts = defineTopic<PaymentFact>({
  name: 'payments.payment.fact.v1',
  type: 'PaymentFact',
  schema: paymentFactSchema,
  keyOf: (fact) => fact.paymentRequestId,
  additions: echoedAdditions(''),
});
