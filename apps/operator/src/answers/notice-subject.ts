import type { ToldAgreement } from '@wallet/operator-contract';

/** In a page: its bindings fit into one question to notifier. */
export const agreementsAtOnce = 500;

/** By which notifier knows the notices of an agreement. */
export const subjectOf = ({ authClientId, referenceAgreementId }: ToldAgreement): string =>
  JSON.stringify([authClientId, referenceAgreementId]);
