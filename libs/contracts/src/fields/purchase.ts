import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { keyedHashSchema } from './keyed-hash';
import { ids } from './ids';

/** The rate between two currencies that Alipay+ promised; prices are of major units, as decimal text. */
export const quoteSchema = z.object({
  quoteId: z.string(),
  /** `base/counter`: one base unit costs `quotePrice` counter units. */
  quoteCurrencyPair: z.string(),
  quotePrice: z.string(),
  /** How many base units the price is for; absent: one. */
  quoteUnit: z.string().optional(),
  /** ISO 8601, UTC. */
  quoteStartTime: z.iso.datetime().optional(),
  quoteExpiryTime: z.iso.datetime().optional(),
});
export type Quote = z.infer<typeof quoteSchema>;

/** A part of a request that is kept, compared and echoed as it came. */
export const verbatimSchema = z.record(z.string(), z.json());
export type Verbatim = z.infer<typeof verbatimSchema>;

/** What comes with a purchase, is kept with the order, and goes back in inquiryPayment and notifyPayment as it came. */
export const echoedSchema = z.object({ paymentPromoInfo: verbatimSchema.optional() });
export type Echoed = z.infer<typeof echoedSchema>;

const echoedNames = Object.keys(echoedSchema.shape) as (keyof Echoed)[];

/** Those of `fields` that are echoed and there. Does not compile for a type that lacks one of them. */
export const echoedOf = <Fields extends Echoed>(fields: keyof Echoed extends keyof Fields ? Fields : never): Echoed =>
  Object.fromEntries(echoedNames.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));

/** Those that the release before refuses. */
const newEchoed: readonly (keyof Echoed)[] = [];

/** They as `additions` of a topic that has them below `parent`. */
export const echoedAdditions = (parent: string): string[] => newEchoed.map((name) => parent + name);

/** The `additions` of a topic with a purchase. */
export const purchaseAdditions = ['purchase.orderDescription', ...echoedAdditions('purchase.')];

/** What is bought and for how much: the key parameters of a payment, as every service after the gateway sees them. */
export const purchaseSchema = z.object({
  /** What the user is asked for. */
  paymentAmount: moneySchema,
  /** What the wallet settles to Alipay+. */
  payToAmount: moneySchema,
  /** The wallet brand that the merchant's customer chose, e.g. `ALIPAY_HK`. */
  paymentMethodType: z.string(),
  referenceMerchantId: z.string(),
  merchantName: z.string(),
  /** What the user was shown; for people, without card numbers. Absent in an evaluation. */
  orderDescription: z.string().optional(),
  paymentQuote: quoteSchema.optional(),
  surchargeInfo: verbatimSchema.optional(),
  ...echoedSchema.shape,
});

export type Purchase = z.infer<typeof purchaseSchema>;

/**
 * How Alipay+ names the customer: `MOBILE` and a number for Easy Pay (the type is open; auth decides), a customer id as
 * `paymentMethodId`, or an access token by its keyed hash.
 */
export const customerLookupSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('loginId'), loginId: z.string(), loginIdType: z.string() }),
  z.object({ by: z.literal('paymentMethodId'), paymentMethodId: z.string() }),
  z.object({ by: z.literal('accessToken'), accessTokenHash: keyedHashSchema }),
]);
export type CustomerLookup = z.infer<typeof customerLookupSchema>;

/** What auth knows of the customer; `null` in a command means that there is none. */
export const identifiedCustomerSchema = z.object({
  customerId: ids.customerId,
  status: z.enum(['ACTIVE', 'FROZEN', 'CLOSED']),
  kycLevel: z.int().min(0),
  /** E.164, the destination of the OTP. */
  mobileNumber: z.string(),
});
export type IdentifiedCustomer = z.infer<typeof identifiedCustomerSchema>;
