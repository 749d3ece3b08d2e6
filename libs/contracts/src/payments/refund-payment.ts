import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { quoteSchema, verbatimSchema } from '../fields/purchase';
import { ids } from '../fields/ids';

/** A refund as it was asked for; its key parameters are the two amounts, the promotion and the surcharge. */
export const refundTermsSchema = z.object({
  /** To the user, in the currency of `paymentAmount`. */
  refundAmount: moneySchema,
  /** Out of what was settled, in the currency of `payToAmount`. */
  refundFromAmount: moneySchema,
  refundQuote: quoteSchema.optional(),
  refundPromoInfo: verbatimSchema.optional(),
  surchargeInfo: verbatimSchema.optional(),
});

const schema = refundTermsSchema.extend({
  paymentRequestId: ids.paymentRequestId,
  paymentId: ids.paymentId,
  refundRequestId: ids.refundRequestId,
  refundReason: z.string().optional(),
  /** The call was stale: answered by what is stored, else unknown; nothing is changed. */
  readOnly: z.boolean(),
});
export type RefundPaymentCommand = z.infer<typeof schema>;

/** refund, whole or in part, once per `refundRequestId`. Answered `refunded`, refused or unknown. */
export const refundPayment = defineTopic<RefundPaymentCommand>({
  name: 'payments.refund.command.v1',
  type: 'RefundPayment',
  schema,
  keyOf: (command) => command.paymentRequestId,
});
