import { z } from 'zod';
import { amountSchema, amountText } from '../amount';
import { sumsText } from '../survey-customers';
import { table } from '../table';

const noteFields = {
  approvalId: z.string(),
  state: z.string(),
  requestedBy: z.string(),
  requestReason: z.string(),
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedBy: z.string().optional(),
  decisionReason: z.string().optional(),
  decidedAt: z.string().optional(),
};

/** A credit that waits for a second operator, or did, as payments' operator endpoint shows it. */
export const creditApprovalSchema = z.object({
  ...noteFields,
  customerId: z.string(),
  reference: z.string(),
  amount: amountSchema,
});

export const sumsSchema = z.record(z.string(), z.string().regex(/^\d+$/));

/** An import that waits for one, or did, as auth's shows it. */
export const importApprovalSchema = z.object({
  ...noteFields,
  kind: z.literal('import'),
  customers: z.number(),
  sums: sumsSchema,
});

export const approvalSchema = z.union([importApprovalSchema, creditApprovalSchema]);
export type Approval = z.infer<typeof approvalSchema>;

export const minorSums = (sums: z.infer<typeof sumsSchema>): string =>
  sumsText(new Map(Object.entries(sums).map(([currency, sum]) => [currency, BigInt(sum)])));

/** `HKD 5.00 to customer 2160000000000001`, or `3 customers with HKD 5.00`. */
export const subjectText = (approval: Approval): string =>
  'kind' in approval
    ? `${approval.customers} customers with ${minorSums(approval.sums)}`
    : `${amountText(approval.amount)} to customer ${approval.customerId}`;

export const approvalText = (approval: Approval): string =>
  table([
    ['approval', approval.approvalId],
    ['state', approval.state],
    ['kind' in approval ? 'import' : 'credit', subjectText(approval)],
    ...('kind' in approval ? [] : [['reference', approval.reference]]),
    ['asked by', `${approval.requestedBy}, ${approval.requestedAt}: ${approval.requestReason}`],
    ['expires at', approval.expiresAt],
    ...(approval.decidedBy === undefined
      ? []
      : [['decided by', `${approval.decidedBy}, ${approval.decidedAt}: ${approval.decisionReason}`]]),
  ]);
