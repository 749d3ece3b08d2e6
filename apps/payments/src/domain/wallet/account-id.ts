import type { CurrencyCode } from '@wallet/money';
import type { AccountId, CustomerId } from '@wallet/kernel';

/**
 * WALLET: a customer's. SETTLEMENT_PAYABLE: what the wallet owes Alipay+. CURRENCY_TRADING: the other side of an exchange,
 * one account for each currency. OPENING_BALANCES: the equity that opening balances come from. CASH_CLEARING: cash-in from
 * the wallet's own core. Only wallets have a stored balance: of the others it would be one hot row.
 */
export type AccountKind = 'WALLET' | 'SETTLEMENT_PAYABLE' | 'CURRENCY_TRADING' | 'OPENING_BALANCES' | 'CASH_CLEARING';

const prefixes: Readonly<Record<AccountKind, string>> = {
  WALLET: 'wallet:',
  SETTLEMENT_PAYABLE: 'settlement-payable:',
  CURRENCY_TRADING: 'currency-trading:',
  OPENING_BALANCES: 'opening-balances:',
  CASH_CLEARING: 'cash-clearing:',
};
const kinds = Object.keys(prefixes) as AccountKind[];

export const walletAccountId = (customerId: CustomerId, currency: CurrencyCode): string =>
  `${prefixes.WALLET}${customerId}:${currency}`;

/** An account that the house keeps itself. */
export const houseAccountId = (kind: Exclude<AccountKind, 'WALLET'>, currency: CurrencyCode): string =>
  prefixes[kind] + currency;

/** Throws on an id that none of the above made. */
export function accountKind(accountId: AccountId): AccountKind {
  const kind = kinds.find((each) => accountId.startsWith(prefixes[each]));
  if (!kind) throw new Error(`${accountId} is no account`);
  return kind;
}
