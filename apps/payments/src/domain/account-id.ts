import type { CurrencyCode } from '@wallet/money';

/**
 * WALLET: a customer's. SETTLEMENT_PAYABLE: what the wallet owes Alipay+; it has entries but no stored balance, which
 * would be one hot row. OPENING_BALANCES: the equity that opening balances come from.
 */
export type AccountKind = 'WALLET' | 'SETTLEMENT_PAYABLE' | 'OPENING_BALANCES';

const prefixes: Readonly<Record<AccountKind, string>> = {
  WALLET: 'wallet:',
  SETTLEMENT_PAYABLE: 'settlement-payable:',
  OPENING_BALANCES: 'opening-balances:',
};
const kinds = Object.keys(prefixes) as AccountKind[];

export const walletAccountId = (customerId: string, currency: CurrencyCode): string =>
  `${prefixes.WALLET}${customerId}:${currency}`;

export const settlementPayableAccountId = (currency: CurrencyCode): string => prefixes.SETTLEMENT_PAYABLE + currency;

export const openingBalancesAccountId = (currency: CurrencyCode): string => prefixes.OPENING_BALANCES + currency;

/** Throws on an id that none of the above made. */
export function accountKind(accountId: string): AccountKind {
  const kind = kinds.find((each) => accountId.startsWith(prefixes[each]));
  if (!kind) throw new Error(`${accountId} is no account`);
  return kind;
}
