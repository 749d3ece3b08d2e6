import type { CustomerImport } from '../../../domain/import-approval';
import type { ImportReport } from '../../../application/ports/customer-imports';
import { quarantineText } from '../customer-change';

/** `kind` tells it from a credit that waits, at payments. */
export const importView = ({ importId, requested, decided, ...found }: CustomerImport) => ({
  kind: 'import' as const,
  approvalId: importId,
  ...{ state: found.state, needsApproval: found.needsApproval, customers: found.customers, sums: found.sums },
  requestedBy: requested.operator,
  requestReason: requested.reason,
  requestedAt: found.requestedAt.toISOString(),
  expiresAt: found.expiresAt.toISOString(),
  ...(decided && {
    ...{ decidedBy: decided.operator, decisionReason: decided.reason, decidedAt: decided.at.toISOString() },
  }),
});

export const reportView = ({ quarantined, ...report }: ImportReport) => ({
  ...report,
  rejected: quarantined.map(({ line, until }) => ({ line, reason: `loginId: ${quarantineText(until)}` })),
});
