declare const kind: unique symbol;

/** A string that names one thing. A plain string is taken for one; the id of another kind of thing does not compile. */
type Id<Kind extends string> = string & { readonly [kind]?: Kind };

/** Of Alipay+: names a payment, and the order that we make of it. */
export type PaymentRequestId = Id<'PaymentRequestId'>;
/** Ours, a UUID: names an order to the customer's app, from its first moment on. */
export type OrderId = Id<'OrderId'>;
/** Ours: names a payment that was made. */
export type PaymentId = Id<'PaymentId'>;
/** Of Alipay+: names a refund. */
export type RefundRequestId = Id<'RefundRequestId'>;
/** Ours: names a refund that was made. */
export type RefundId = Id<'RefundId'>;
/** Of the wallet's customer directory. */
export type CustomerId = Id<'CustomerId'>;
/** Of the ledger. */
export type AccountId = Id<'AccountId'>;
/** Ours, a UUID: names a customer's agreement that a client may take payments. */
export type AgreementId = Id<'AgreementId'>;
/** Of Alipay+: names the same, together with its `authClientId`. */
export type ReferenceAgreementId = Id<'ReferenceAgreementId'>;
