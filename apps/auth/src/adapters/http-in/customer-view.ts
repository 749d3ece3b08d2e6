import type { Customer } from '../../domain/customer';
import { maskedNumber } from '../../domain/masked-number';

/** What an operator sees; the number only by its last four digits. */
export const customerView = ({ mobileNumber, ...customer }: Customer) => ({
  ...customer,
  loginIds: mobileNumber ? [{ type: 'MOBILE', value: maskedNumber(mobileNumber) }] : [],
});
