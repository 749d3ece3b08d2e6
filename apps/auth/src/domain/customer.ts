import type { Brand, CustomerId } from '@wallet/kernel';

export const customerStatuses = ['ACTIVE', 'FROZEN', 'CLOSED'] as const;
export type CustomerStatus = (typeof customerStatuses)[number];

/** E.164 with its plus, e.g. `+85252412345`: the one form in which a number is stored and compared. */
export type MobileNumber = Brand<string, 'MobileNumber'>;

/** A customer's id in a directory elsewhere. */
export const directoryCustomerId = /^[0-9A-Za-z_-]{1,64}$/;

export interface Customer {
  /** 16 digits. */
  readonly customerId: CustomerId;
  /** Undefined: closed so long ago that the number belongs to somebody else. */
  readonly mobileNumber: MobileNumber | undefined;
  readonly status: CustomerStatus;
  readonly kycLevel: number;
  /** Grows by one with each fact about the customer. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What names one customer. */
export type CustomerKey =
  | { readonly by: 'mobileNumber'; readonly mobileNumber: MobileNumber }
  | { readonly by: 'customerId'; readonly customerId: CustomerId };
