import type { Attempt } from '@wallet/operator-contract';

/** What was answered, or why there is no answer. */
export const answerText = ({ outcome, httpStatus, resultCode, error }: Attempt): string =>
  outcome === undefined
    ? 'has not ended'
    : [outcome, httpStatus && `HTTP ${httpStatus}`, resultCode, error].filter(Boolean).join(', ');
