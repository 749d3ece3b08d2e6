import type { OrderRefusal } from '@wallet/kernel';
import type { AmountsByCurrency, CurrencyCode, Money } from '@wallet/money';
import type { Limits, Wallet } from '../wallet/wallet';

/** What one agreement may take, by the currency of the wallet that pays, beside the limits of its customer. */
export interface AgreementLimits {
  readonly single: AmountsByCurrency;
  readonly dailyAmount: AmountsByCurrency;
}

/** What everybody may pay who has no limits of his own. */
export interface CommonLimits extends AgreementLimits {
  readonly dailyCount: number;
}

/** The agreement that pays: its limits, and what it took today in minor units. */
interface Agreement {
  readonly limits: AgreementLimits;
  readonly usedToday: bigint;
}

/**
 * Is the amount, which is in the wallet's currency, within the limits and the balance? The first "no" in the order of this
 * table, or `undefined`. `no-limits`: nothing says what may be paid in the currency, which is a fault of the settings.
 */
export function refusalByLimits(
  debit: Money,
  wallet: Wallet,
  common: CommonLimits,
  agreement?: Agreement,
): OrderRefusal | 'no-limits' | undefined {
  const limits = limitsOf(wallet, common);
  const allowance = agreement ? allowanceOf(wallet, agreement) : limits;
  if (!limits || !allowance) return 'no-limits';
  const amount = debit.minorUnits;
  if (amount > limits.single || amount > allowance.single) return 'SingleLimitExceeded';
  if (wallet.today.amount + amount > limits.dailyAmount) return 'DailyAmountLimitExceeded';
  if (amount > allowance.dailyAmount) return 'DailyAmountLimitExceeded';
  if (wallet.today.count + 1 > limits.dailyCount) return 'DailyCountLimitExceeded';
  return amount > wallet.balance ? 'BalanceNotEnough' : undefined;
}

/** The wallet's own limits come before those of its currency. */
function limitsOf({ currency, limits: own = {} }: Wallet, common: CommonLimits): Limits | undefined {
  const single = own.single ?? amountIn(currency, common.single);
  const dailyAmount = own.dailyAmount ?? amountIn(currency, common.dailyAmount);
  if (single === undefined || dailyAmount === undefined) return undefined;
  return { single, dailyAmount, dailyCount: own.dailyCount ?? common.dailyCount };
}

/** What the agreement may still take: in one payment, and until the business day ends. */
function allowanceOf({ currency }: Wallet, { limits, usedToday }: Agreement): Omit<Limits, 'dailyCount'> | undefined {
  const single = amountIn(currency, limits.single);
  const dailyAmount = amountIn(currency, limits.dailyAmount);
  if (single === undefined || dailyAmount === undefined) return undefined;
  return { single, dailyAmount: dailyAmount - usedToday };
}

const amountIn = (currency: CurrencyCode, amounts: AmountsByCurrency): bigint | undefined =>
  amounts.get(currency)?.minorUnits;
