/** What a notice tells of: the result of a payment, or what became of an agreement. */
export const deliveryKinds = ['NOTIFY_PAYMENT', 'AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** It is an authNotify: its text holds a code or tokens, and a refusal of it is final. */
export const tellsOfAgreement = (kind: DeliveryKind): boolean => kind !== 'NOTIFY_PAYMENT';
