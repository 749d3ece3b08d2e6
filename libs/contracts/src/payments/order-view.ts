import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { echoedSchema, quoteSchema, verbatimSchema } from '../fields/purchase';
import { orderRefusalSchema } from '../fields/refusal';
import { ids } from '../fields/ids';

const identity = {
  orderId: ids.orderId,
  createdAt: z.iso.datetime(),
  /** Until when it may be paid; at this moment it is too late. */
  expiresAt: z.iso.datetime().optional(),
};

const shown = {
  ...identity,
  paymentAmount: moneySchema,
  payToAmount: moneySchema,
  /** What the wallet is debited, in its own currency: one of the two above. Absent: it was refused before that was known. */
  debit: moneySchema.optional(),
  /** The merchant's price; of scanned orders only. */
  orderAmount: moneySchema.optional(),
  quote: quoteSchema.optional(),
  surchargeInfo: verbatimSchema.optional(),
  ...echoedSchema.shape,
  /** As the merchant writes them. */
  merchantName: z.string(),
  storeName: z.string().optional(),
  orderDescription: z.string().optional(),
  redirectUrl: z.string().optional(),
};

/** What was given back so far, in the currency of `paymentAmount`; absent: nothing. */
const paid = { paidAt: z.iso.datetime(), refundedAmount: moneySchema.optional() };

/** An order as its customer may see it. */
export const orderViewSchema = z.discriminatedUnion('state', [
  /** `refusal`: why it could not be paid just now; it still may be. Only in the answer to that attempt. */
  z.object({ state: z.literal('waiting'), ...shown, refusal: orderRefusalSchema.optional() }),
  z.object({ state: z.literal('succeeded'), ...shown, ...paid }),
  z.object({
    state: z.literal('failed'),
    ...shown,
    refusal: orderRefusalSchema,
    /** Alipay+ took it back, and what was paid of it. */
    cancelledAt: z.iso.datetime().optional(),
    paidAt: z.iso.datetime().optional(),
  }),
  /** For the app it stays so: what became of it, only Alipay+ knows. */
  z.object({ state: z.literal('handledBySdk'), ...identity }),
]);
export type OrderView = z.infer<typeof orderViewSchema>;
