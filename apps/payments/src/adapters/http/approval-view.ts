import type { Approval } from '../../domain/ledger/approval';

export const approvalView = ({ cashIn, requested, requestedAt, expiresAt, decided, ...approval }: Approval) => ({
  ...approval,
  ...cashIn,
  requestedBy: requested.operator,
  requestReason: requested.reason,
  requestedAt: requestedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  ...(decided && {
    ...{ decidedBy: decided.operator, decisionReason: decided.reason, decidedAt: decided.at.toISOString() },
  }),
});
