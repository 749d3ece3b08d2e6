import { z } from 'zod';
import { amountSchema, amountText } from '../amount';
import { table } from '../table';

/** What waits for a second operator, or did, as payments' operator endpoint shows it. */
export const approvalSchema = z.object({
  approvalId: z.string(),
  state: z.string(),
  customerId: z.string(),
  reference: z.string(),
  amount: amountSchema,
  requestedBy: z.string(),
  requestReason: z.string(),
  requestedAt: z.string(),
  expiresAt: z.string(),
  decidedBy: z.string().optional(),
  decisionReason: z.string().optional(),
  decidedAt: z.string().optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

export const approvalText = (approval: Approval): string =>
  table([
    ['approval', approval.approvalId],
    ['state', approval.state],
    ['credit', `${amountText(approval.amount)} to customer ${approval.customerId}`],
    ['reference', approval.reference],
    ['asked by', `${approval.requestedBy}, ${approval.requestedAt}: ${approval.requestReason}`],
    ['expires at', approval.expiresAt],
    ...(approval.decidedBy === undefined
      ? []
      : [['decided by', `${approval.decidedBy}, ${approval.decidedAt}: ${approval.decisionReason}`]]),
  ]);
