import type { Customer } from '../../domain/customer';
import { maskedNumber } from '../../domain/masked-number';

/** What an operator sees; the number only by its last four digits. */
export interface CustomerView {
  readonly customerId: string;
  readonly loginIds: readonly { readonly type: 'MOBILE'; readonly value: string }[];
  readonly status: string;
  readonly kycLevel: number;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** `changed` is false when it was so before. */
export interface CustomerChangeView {
  readonly changed: boolean;
  readonly customer: CustomerView;
}

export function customerView({ mobileNumber, createdAt, updatedAt, ...customer }: Customer): CustomerView {
  return {
    ...customer,
    loginIds: mobileNumber ? [{ type: 'MOBILE', value: maskedNumber(mobileNumber) }] : [],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
