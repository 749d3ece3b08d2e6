import { done, refused, type Done, type Refused } from '@wallet/kernel';
import type { CurrencyCode, Money } from '@wallet/money';

export interface Amounts {
  readonly paymentAmount: Money;
  readonly payToAmount: Money;
}

/**
 * Which amount the customer pays, in the wallet's currency: `paymentAmount` if it is in it, else `payToAmount`. Two
 * amounts in one currency must be equal. An amount of zero is none.
 */
export function decideDebit(
  { paymentAmount, payToAmount }: Amounts,
  walletCurrency: CurrencyCode,
): Done<Money> | Refused<'AmountsInconsistent' | 'CurrencyNotSupported'> {
  const sameCurrency = paymentAmount.currency === payToAmount.currency;
  if (sameCurrency && !paymentAmount.equals(payToAmount)) return refused('AmountsInconsistent');
  if (paymentAmount.isZero || payToAmount.isZero) return refused('AmountsInconsistent');
  const debit = [paymentAmount, payToAmount].find((amount) => amount.currency === walletCurrency);
  return debit ? done(debit) : refused('CurrencyNotSupported');
}
