import { z } from 'zod';

/** One proven statement; several may be of the same invariant. */
const check = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['ok', 'broken', 'not-applicable']),
  /** When it is broken: how many rows there are, and the first of them. */
  detail: z.string().optional(),
  rows: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type Check = z.output<typeof check>;

export const provenBooks = z.object({ checks: z.array(check) });

const trialBalance = z.array(
  z.object({ currency: z.string(), kind: z.string(), debit: z.string(), credit: z.string() }),
);
export type TrialBalance = z.output<typeof trialBalance>;

/** Minor units; `ageing` by the age of the entries in whole days. */
const clearing = z.array(
  z.object({
    accountId: z.string(),
    currency: z.string(),
    balance: z.string(),
    ageing: z.record(z.string(), z.string()),
  }),
);
export type Clearing = z.output<typeof clearing>;

/** What refunds left of one side of payments. */
const left = z.array(
  z.object({
    accountId: z.string(),
    currency: z.string(),
    amount: z.string(),
    payments: z.int(),
    examples: z.array(z.string()),
  }),
);
export type Left = z.output<typeof left>;

export const provenLedger = provenBooks.extend({
  trialBalance,
  clearing,
  /** Of the release before: not said. */
  left: left.default([]),
});
