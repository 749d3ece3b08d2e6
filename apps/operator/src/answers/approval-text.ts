import type { Approval, Sums } from '@wallet/operator-contract';
import { amountText } from '../terminal/amount';
import { sumsText } from '../customers/survey-customers';
import { table } from '../terminal/table';

export const minorSums = (sums: Sums): string =>
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
