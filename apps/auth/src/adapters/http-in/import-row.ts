import { Money } from '@wallet/money';
import { customerRow } from '@wallet/operator-contract';
import type { NewCustomer } from '../../application/customers/register-customers';

const reasons = {
  currency: 'currency: must be an active ISO 4217 code, e.g. HKD',
  value: 'balance: must be whole minor units of 0 to 18 digits, e.g. 12050',
};

/** A customer to register, or why this row is none. */
export function readImportRow(rawRow: unknown): { readonly customer: NewCustomer } | { readonly reason: string } {
  const row = customerRow.safeParse(rawRow);
  if (!row.success) {
    const reason = row.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
    return { reason };
  }
  const { currency, balance, ...rest } = row.data;
  const money = Money.parse(currency, balance);
  return money.ok ? { customer: { ...rest, openingBalance: money.value } } : { reason: reasons[money.fault] };
}
