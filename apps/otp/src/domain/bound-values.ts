import { Money } from '@wallet/money';
import type { AgreementId, CustomerId, ReferenceAgreementId } from '@wallet/kernel';

interface OrderBound {
  readonly amount: Money;
  readonly referenceMerchantId: string;
  readonly customerId: CustomerId;
}

interface AuthCodeBound {
  readonly authClientId: string;
  readonly referenceAgreementId: ReferenceAgreementId;
  readonly customerId: CustomerId;
}

/**
 * What a code is good for is kept, and MACed, as one canonical text: a change of any value invalidates the code
 * (RTS (EU) 2018/389 art. 5). A JSON array keeps the values apart from each other.
 */
const text = (...values: string[]): string => JSON.stringify(values);

export const orderBound = {
  text: ({ amount, referenceMerchantId, customerId }: OrderBound): string =>
    text(amount.minorUnits.toString(), amount.currency, referenceMerchantId, customerId),
  read: (bound: string): OrderBound => {
    const [value, currency, referenceMerchantId, customerId] = JSON.parse(bound) as [string, string, string, string];
    return { amount: Money.of(currency, value), referenceMerchantId, customerId };
  },
};

export const authCodeBound = {
  text: ({ authClientId, referenceAgreementId, customerId }: AuthCodeBound): string =>
    text(authClientId, referenceAgreementId, customerId),
  read: (bound: string): AuthCodeBound => {
    const [authClientId, referenceAgreementId, customerId] = JSON.parse(bound) as [string, string, string];
    return { authClientId, referenceAgreementId, customerId };
  },
};

export const tokenBound = {
  text: ({ agreementId, customerId }: { readonly agreementId: AgreementId; readonly customerId: CustomerId }): string =>
    text(agreementId, customerId),
};
