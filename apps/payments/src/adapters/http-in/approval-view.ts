import type { Approval } from '../../domain/ledger/approval';

export const approvalView = ({ cashIn, requested, decided, ...approval }: Approval) => ({
  ...approval,
  ...cashIn,
  requestedBy: requested.operator,
  requestReason: requested.reason,
  ...(decided && { decidedBy: decided.operator, decisionReason: decided.reason, decidedAt: decided.at }),
});
