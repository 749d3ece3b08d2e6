/** What people know a payment and its agreement by. */
export interface KnownIds {
  readonly paymentRequestId?: string | undefined;
  readonly paymentId?: string | undefined;
  readonly referenceAgreementId?: string | undefined;
}

const names = ['paymentRequestId', 'paymentId', 'referenceAgreementId'] as const;

/** `paymentRequestId=… paymentId=…`: those that there are; empty without any. */
export const idsLine = (ids: KnownIds): string =>
  names.flatMap((name) => (ids[name] === undefined ? [] : [`${name}=${ids[name]}`])).join(' ');
