import { Money } from '@wallet/money';
import { z } from 'zod';
import type { NewCustomer } from '../../application/customers/register-customers';
import { customerStatuses } from '../../domain/customer';

export const kycLevelField = z.int('must be a whole number').min(0, 'must be 0 or more').max(9, 'must be 9 or less');

const fields = z.strictObject({
  loginId: z.string('must be text').min(1, 'must not be empty'),
  currency: z.string('must be text').toUpperCase(),
  balance: z.string('must be whole minor units as text, e.g. "12050"'),
  status: z.string('must be text').toUpperCase().pipe(z.enum(customerStatuses, 'must be ACTIVE, FROZEN or CLOSED')),
  kycLevel: kycLevelField.default(1),
});

const reasons = {
  currency: 'currency: must be an active ISO 4217 code, e.g. HKD',
  value: 'balance: must be whole minor units of 0 to 18 digits, e.g. 12050',
};

/** A customer to register, or why this row is none. */
export function readImportRow(rawRow: unknown): { readonly customer: NewCustomer } | { readonly reason: string } {
  const row = fields.safeParse(rawRow);
  if (!row.success) {
    const reason = row.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
    return { reason };
  }
  const { currency, balance, ...rest } = row.data;
  const money = Money.parse(currency, balance);
  return money.ok ? { customer: { ...rest, openingBalance: money.value } } : { reason: reasons[money.fault] };
}
