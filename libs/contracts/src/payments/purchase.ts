import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { keyedHashSchema } from '../keyed-hash';

/** What is bought and for how much: the key parameters of a payment, as every service after the gateway sees them. */
export const purchaseSchema = z.strictObject({
  /** What the user is asked for. */
  paymentAmount: moneySchema,
  /** What the wallet settles to Alipay+. */
  payToAmount: moneySchema,
  /** The wallet brand that the merchant's customer chose, e.g. `ALIPAY_HK`. */
  paymentMethodType: z.string(),
  referenceMerchantId: z.string(),
  merchantName: z.string(),
});

export type Purchase = z.infer<typeof purchaseSchema>;

/**
 * How Alipay+ names the customer: `MOBILE` and a number for Easy Pay (the type is open; auth decides), a customer id as
 * `paymentMethodId`, or an access token by its keyed hash.
 */
export const customerLookupSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('loginId'), loginId: z.string(), loginIdType: z.string() }),
  z.strictObject({ by: z.literal('paymentMethodId'), paymentMethodId: z.string() }),
  z.strictObject({ by: z.literal('accessToken'), accessTokenHash: keyedHashSchema }),
]);
export type CustomerLookup = z.infer<typeof customerLookupSchema>;

/** What auth knows of the customer; `null` in a command means that there is none. */
export const identifiedCustomerSchema = z.strictObject({
  customerId: z.string(),
  status: z.enum(['ACTIVE', 'FROZEN', 'CLOSED']),
  kycLevel: z.int().min(0),
  /** E.164, the destination of the OTP. */
  mobileNumber: z.string(),
});
export type IdentifiedCustomer = z.infer<typeof identifiedCustomerSchema>;
