import type { Customer } from '../../domain/customer';
import { maskedNumber } from '../../domain/masked-number';

/** What an operator sees; the number only by its last four digits. */
export const customerView = <T extends Pick<Customer, 'customerId' | 'status' | 'kycLevel'>>({
  mobileNumber,
  ...customer
}: T & { readonly mobileNumber: string | undefined }) => ({
  ...customer,
  loginIds: mobileNumber ? [{ type: 'MOBILE', value: maskedNumber(mobileNumber) }] : [],
});
