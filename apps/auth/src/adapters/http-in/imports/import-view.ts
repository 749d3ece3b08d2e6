import type { CustomerImport } from '../../../domain/import-approval';
import type { ImportReport } from '../../../application/ports/customer-imports';
import { quarantineText } from '../customer-change';

/** `kind` tells it from a credit that waits, at payments. */
export const importView = ({ importId, requested, decided, ...found }: CustomerImport) => ({
  ...found,
  kind: 'import' as const,
  approvalId: importId,
  requestedBy: requested.operator,
  requestReason: requested.reason,
  ...(decided && { decidedBy: decided.operator, decisionReason: decided.reason, decidedAt: decided.at }),
});

export const reportView = ({ quarantined, ...report }: ImportReport) => ({
  ...report,
  rejected: quarantined.map(({ line, until }) => ({ line, reason: `loginId: ${quarantineText(until)}` })),
});
