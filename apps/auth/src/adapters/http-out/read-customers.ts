import type { IdentifiedCustomer } from '@wallet/contracts';
import { parseJson } from '@wallet/kernel';
import { z } from 'zod';
import { customerStatuses, directoryCustomerId, type CustomerKey } from '../../domain/customer';

const customer = z.object({
  customerId: z.string().regex(directoryCustomerId),
  status: z.enum(customerStatuses),
  kycLevel: z.int().min(0).max(9),
  /** E.164. */
  mobileNumber: z.string().regex(/^\+[1-9]\d{6,14}$/),
});
const answer = z.object({ customers: z.array(customer.nullable()) });

/**
 * One customer or null for each key. Throws on anything else, also on a customer who is not the one asked for: an answer
 * in another order must not charge another person. The message holds nothing of the answer.
 */
export function readCustomers(rawAnswer: string, keys: readonly CustomerKey[]): (IdentifiedCustomer | null)[] {
  const parsed = answer.safeParse(parseJson(rawAnswer));
  if (!parsed.success) throw new Error(`malformed answer at ${parsed.error.issues[0]?.path.join('.') || 'its root'}`);
  const { customers } = parsed.data;
  if (customers.length !== keys.length) throw new Error(`${customers.length} answers to ${keys.length} keys`);
  keys.forEach((key, index) => {
    if (!isOf(key, customers[index] ?? null)) throw new Error(`another customer than asked for at customers.${index}`);
  });
  return customers;
}

function isOf(key: CustomerKey, found: IdentifiedCustomer | null): boolean {
  if (!found) return true;
  return key.by === 'customerId' ? found.customerId === key.customerId : found.mobileNumber === key.mobileNumber;
}
