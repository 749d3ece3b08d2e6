import type { Customer, MobileNumber } from '../../domain/customer';

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

export function customerView({ mobileNumber, createdAt, updatedAt, ...customer }: Customer): CustomerView {
  return {
    ...customer,
    loginIds: [{ type: 'MOBILE', value: masked(mobileNumber) }],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

const masked = (number: MobileNumber) => number.slice(-4).padStart(number.length, '*');
