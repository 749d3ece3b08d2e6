import { z } from 'zod';

const rowSchema = z.record(z.string(), z.unknown());

/** One proven statement; several may be of the same invariant. */
const checkSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['ok', 'broken', 'not-applicable']),
  detail: z.string().optional(),
  rows: z.array(rowSchema).optional(),
});
export type Check = z.infer<typeof checkSchema>;

export const checksSchema = z.object({ checks: z.array(checkSchema) });

const trialBalanceSchema = z.array(
  z.object({ currency: z.string(), kind: z.string(), debit: z.string(), credit: z.string() }),
);
export type TrialBalance = z.infer<typeof trialBalanceSchema>;

const clearingSchema = z.array(
  z.object({
    accountId: z.string(),
    currency: z.string(),
    balance: z.string(),
    ageing: z.record(z.string(), z.string()),
  }),
);
export type Clearing = z.infer<typeof clearingSchema>;

/** What refunds left of one side of payments. */
const leftSchema = z.array(
  z.object({
    accountId: z.string(),
    currency: z.string(),
    amount: z.string(),
    payments: z.int(),
    examples: z.array(z.string()),
  }),
);
export type Left = z.infer<typeof leftSchema>;

export const ledgerSchema = checksSchema.extend({
  trialBalance: trialBalanceSchema,
  clearing: clearingSchema,
  /** Of the release before: not said. */
  left: leftSchema.default([]),
});

export const booksPath = '/operator/v1/books';
