import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { creditApproval } from './approvals';
import { amount, moment } from './fields';
import { noteFields } from './operator-note';

const order = z.looseObject({
  paymentRequestId: z.string(),
  kind: z.string().optional(),
  state: z.string(),
  refusal: z.string().nullish(),
  version: z.number().optional(),
  paymentAmount: amount.nullish(),
  payToAmount: amount.nullish(),
  debit: amount.nullish(),
  paymentQuote: z.looseObject({}).nullish(),
  refundedAmount: amount.nullish(),
  refundedFromAmount: amount.nullish(),
  paymentMethodType: z.string().nullish(),
  referenceMerchantId: z.string().nullish(),
  merchantName: z.string().nullish(),
  orderDescription: z.string().nullish(),
  /** What came with it and was told with the result, e.g. `paymentPromoInfo`. */
  echoed: z.record(z.string(), z.unknown()).optional(),
  /** Of a scanned order: the merchant's price, the shop, where the user goes on. */
  cashier: z.looseObject({}).nullish(),
  acquirerId: z.string().nullish(),
  /** Who was named, and how: numbers by their last four digits, the hash of a token or a code by its beginning. */
  lookup: z.looseObject({ by: z.string() }).nullish(),
  customerId: z.string().nullish(),
  accountId: z.string().nullish(),
  mobileNumber: z.string().nullish(),
  agreementId: z.string().nullish(),
  verifyRequestId: z.string().nullish(),
  paymentId: z.string().nullish(),
  notifyUrl: z.string().nullish(),
  paidAt: moment.nullish(),
  cancelledAt: moment.nullish(),
  expiresAt: moment.nullish(),
  createdAt: moment.optional(),
  updatedAt: moment.optional(),
});

/** `command`: the type of its cause, or null when time was up. */
const event = z.looseObject({
  version: z.number(),
  type: z.string(),
  refusal: z.string().nullable(),
  command: z.string().nullable(),
  traceId: z.string().nullable(),
  occurredAt: moment,
});

const refund = z.looseObject({
  refundRequestId: z.string(),
  refundId: z.string().nullish(),
  state: z.string(),
  refusal: z.string().nullable(),
  refundAmount: amount,
  refundFromAmount: amount,
  createdAt: moment,
});

const posting = z.looseObject({
  transactionId: z.string(),
  kind: z.string(),
  postedAt: moment,
  entries: z.array(z.object({ accountId: z.string(), amount })),
});

/** All that payments knows of one order; lists are in the order of time. */
export const payment = z.looseObject({
  order,
  events: z.array(event),
  refunds: z.array(refund),
  postings: z.array(posting),
});
export type Payment = z.output<typeof payment>;

export const paymentsPage = z.object({
  payments: z.array(
    z.looseObject({
      paymentRequestId: z.string(),
      state: z.string(),
      refusal: z.string().nullable(),
      paymentAmount: amount.nullable(),
      debit: amount.nullable(),
      refundedAmount: amount.nullable(),
      merchantName: z.string().nullable(),
      createdAt: moment,
    }),
  ),
  next: z.string().optional(),
});
export type PaymentsPage = z.output<typeof paymentsPage>;

/** Amounts are minor units of its currency, below zero when taken from the wallet. */
export const statement = z.object({
  accountId: z.string(),
  currency: z.string(),
  balance: z.string(),
  lines: z.array(
    z.looseObject({
      transactionId: z.string().optional(),
      kind: z.string(),
      orderId: z.string().nullable(),
      refundRequestId: z.string().nullable(),
      reference: z.string().nullable(),
      postedAt: moment,
      amount: z.string(),
      balance: z.string(),
    }),
  ),
  next: z.string().optional(),
});
export type Statement = z.output<typeof statement>;

export const credit = z.strictObject({
  amount: moneySchema.refine((money) => !money.isZero, 'must not be zero'),
  reference: z.string('must be text').min(1, 'must not be empty').max(64, 'is too long'),
  ...noteFields,
});

const minorUnits = z
  .string('must be whole minor units as text, e.g. "12050"')
  .regex(/^\d{1,18}$/, 'must be whole minor units of 1 to 18 digits, e.g. "12050"')
  .transform(BigInt)
  .nullable()
  .optional();

/** What is not given stays; null goes back to the setting. */
export const limitsChange = z.strictObject({
  single: minorUnits,
  dailyAmount: minorUnits,
  dailyCount: z.int('must be a whole number').min(0).max(1_000_000_000).nullable().optional(),
  ...noteFields,
});

/** A customer's own limits; null is as for everybody. */
export const limits = z.object({
  single: z.string().nullable(),
  dailyAmount: z.string().nullable(),
  dailyCount: z.number().nullable(),
});
export type Limits = z.output<typeof limits>;

/** Above a ceiling it waits, and nothing is credited yet. */
export const credited = z.union([
  z.object({ balance: amount, transactionId: z.string(), repeated: z.boolean() }),
  z.object({ approval: creditApproval }),
]);
export type Credited = z.output<typeof credited>;

export const toldOrder = z.object({ paymentRequestId: z.string(), state: z.string() });
export type ToldOrder = z.output<typeof toldOrder>;

export const repairedOrders = z.object({
  /** What is told again, or would be. */
  mended: z.array(z.object({ paymentRequestId: z.string(), fact: z.string() })),
  /** Left alone: a later run finds them told. */
  underWay: z.array(z.string()),
});
export type RepairedOrders = z.output<typeof repairedOrders>;

export const settledPayment = z.object({
  paymentRequestId: z.string(),
  state: z.string(),
  cancelledAt: moment.nullish(),
});
export type SettledPayment = z.output<typeof settledPayment>;
