import type { PaymentRecord } from '../../application/operators/payment-record';
import type { CustomerLookup } from '../../domain/order/terms';

/** What an operator sees: numbers by their last four digits, the hash of a token or a code by its beginning. */
export function paymentView({ order, ...rest }: PaymentRecord): PaymentRecord {
  const { mobileNumber, lookup } = order;
  return {
    ...rest,
    order: {
      ...order,
      mobileNumber: mobileNumber && masked(mobileNumber),
      lookup: lookup && maskedLookup(lookup),
    },
  };
}

function maskedLookup(lookup: CustomerLookup): CustomerLookup {
  if (lookup.by === 'loginId') return { ...lookup, loginId: masked(lookup.loginId) };
  if (lookup.by === 'accessToken') return { ...lookup, accessTokenHash: `${lookup.accessTokenHash.slice(0, 8)}…` };
  if (lookup.by === 'code') return { ...lookup, codeHash: `${lookup.codeHash.slice(0, 8)}…` };
  return lookup;
}

const masked = (number: string): string => number.slice(-4).padStart(number.length, '*');
