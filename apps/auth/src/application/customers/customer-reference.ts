import type { CustomerKey } from '../../domain/customer';
import type { ReadMobileNumber } from './mobile-number';

/** How an operator names a customer: a customer id (16 digits, longer than any number) or a login id. */
export function readReference(rawReference: string, readMobileNumber: ReadMobileNumber): CustomerKey | undefined {
  if (/^\d{16}$/.test(rawReference)) return { by: 'customerId', customerId: rawReference };
  const mobileNumber = readMobileNumber(rawReference);
  return mobileNumber && { by: 'mobileNumber', mobileNumber };
}
