import { operatorError, type ApprovalDesk } from '@wallet/operator-endpoint';
import type { DecideApprovals } from '../../application/operators/approvals';
import type { ApprovalRefusal } from '../../domain/ledger/approval';
import { approvalView } from './approval-view';
import { creditErrors } from './credit-errors';

const refused = (error: ApprovalRefusal, message: string) => () => operatorError(409, error, message);

const errors = {
  ...creditErrors,
  'same-operator': refused('same-operator', 'who asked for it cannot decide on it: it needs a second operator'),
  posted: refused(
    'posted',
    'a replica of the release before has credited it meanwhile, without approval: refuse it, which closes it',
  ),
  approved: refused('approved', 'it is approved already, and done'),
  refused: refused('refused', 'it is refused already'),
  expired: refused('expired', 'it has expired: ask for it again, with another reference'),
};

/** Credits that wait for a second operator. */
export const creditApprovals = (approvals: DecideApprovals): ApprovalDesk => ({
  list: async (filter) => (await approvals.list(filter)).map(approvalView),
  show: async (approvalId) => {
    const approval = await approvals.show(approvalId);
    return approval && approvalView(approval);
  },
  decide: async (approvalId, verdict, note) => {
    const result = await approvals.decide(approvalId, verdict, note);
    if (!result) return undefined;
    if (result.outcome === 'refused') throw errors[result.refusal]();
    return { approval: approvalView(result.approval), repeated: result.repeated };
  },
});
