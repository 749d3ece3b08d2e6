import { z } from 'zod';
import { get, post } from './endpoint';
import { amount, limitOf, moment, oneOf } from './fields';
import { noteBody } from './operator-note';

const states = ['WAITING', 'APPROVED', 'REFUSED', 'EXPIRED'] as const;

const decision = {
  approvalId: z.string(),
  state: z.string(),
  requestedBy: z.string(),
  requestReason: z.string(),
  requestedAt: moment,
  expiresAt: moment,
  /** Absent while it waits, when it expired, and when it needed nobody. */
  decidedBy: z.string().optional(),
  decisionReason: z.string().optional(),
  decidedAt: moment.optional(),
};

/** A credit of payments that waits for a second operator, or did. */
export const creditApproval = z.object({ ...decision, customerId: z.string(), reference: z.string(), amount });

/** Minor units of each currency. */
const sums = z.record(z.string(), z.string().regex(/^\d+$/));
export type Sums = z.output<typeof sums>;

/** An import of auth that waits for one, or did; `kind` tells it from a credit. */
export const importApproval = z.object({
  ...decision,
  kind: z.literal('import'),
  customers: z.number(),
  sums,
});

export type ImportApproval = z.output<typeof importApproval>;

/** What has become of the rows of an import. */
export const importReport = z.object({
  pending: z.number(),
  created: z.number(),
  createdWith: sums,
  existed: z.number(),
  rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
});
export type ImportReport = z.output<typeof importReport>;

const approval = z.union([importApproval, creditApproval]);
export type Approval = z.output<typeof approval>;

const decided = z.object({ approval, repeated: z.boolean(), report: importReport.optional() });
export type Decided = z.output<typeof decided>;

/** Of payments: credits; of auth: imports. */
export const approvalEndpoints = {
  listApprovals: get('approvals', 'viewer', 'What waits, or waited, for a second operator, the newest first', {
    query: z.strictObject({ state: oneOf(states).optional(), limit: limitOf(500, 50) }),
    answer: z.object({ approvals: z.array(approval) }),
  }),
  showApproval: get('approvals/:approvalId', 'viewer', 'One of them', { answer: approval }),
  approve: post('approvals/:approvalId/approve', 'finance', 'Approves it: it is carried out at once', {
    body: noteBody,
    answer: decided,
  }),
  refuse: post('approvals/:approvalId/refuse', 'finance', 'Refuses it for ever', { body: noteBody, answer: decided }),
};
