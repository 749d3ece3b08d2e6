import {
  agreementLimits,
  customers,
  limits,
  purchases,
  startsAt,
  type CustomerName,
  type PurchaseName,
} from './purchases';

export const dayMs = 86_400_000;
/** How far the business day is ahead of UTC. */
const offsetMs = 8 * 3_600_000;

/** Who buys what, and how it is paid. */
export interface Bought {
  readonly kind: 'EASY_PAY' | 'AGREEMENT';
  readonly customer: CustomerName;
  readonly name: PurchaseName;
}

/** Minor units of `paymentAmount` and of `payToAmount`. */
export interface Legs {
  readonly amount: bigint;
  readonly from: bigint;
}

/** Which of them the wallet, in HKD, pays. */
const debitLeg = ({ name }: Bought): keyof Legs =>
  purchases[name].paymentAmount.currency === 'HKD' ? 'amount' : 'from';

function debitOf(bought: Bought): bigint {
  const { paymentAmount, payToAmount } = purchases[bought.name];
  return { amount: paymentAmount.minorUnits, from: payToAmount.minorUnits }[debitLeg(bought)];
}

export const isSamePrice = (one: Bought, other: Bought): boolean =>
  purchases[one.name].paymentAmount.equals(purchases[other.name].paymentAmount) &&
  purchases[one.name].payToAmount.equals(purchases[other.name].payToAmount);

/** The business day. */
export const dayOf = (now: number): number => Math.floor((now + offsetMs) / dayMs);

/** Why the quote of a purchase does not pay it, if so. */
export function quoteRefusal({ name }: Bought, now: number): string | undefined {
  if (name === 'swindle') return 'QuoteInconsistent';
  return name === 'trip' && now >= startsAt.getTime() + 1_800_000 ? 'QuoteExpired' : undefined;
}

/** What a payment, a refund or a cancellation does to a wallet and its limits. */
interface Change {
  readonly customer: CustomerName;
  readonly balance: bigint;
  readonly day: number;
  readonly amount: bigint;
  readonly byToken: bigint;
  readonly count: number;
}

const nothing = { amount: 0n, byToken: 0n, count: 0 };

/** The customers' wallets, and what counts towards their limits, as the model knows them. */
export class MeansModel {
  readonly balances: Record<CustomerName, bigint> = { ...customers };
  readonly statuses: Record<CustomerName, string> = { alice: 'ACTIVE', bob: 'ACTIVE' };
  private readonly used = new Map<string, Pick<Change, 'amount' | 'byToken' | 'count'>>();
  /** So far, or since it was drafted. */
  readonly changes: Change[] = [];

  draft(): MeansModel {
    const draft = new MeansModel();
    Object.assign(draft.balances, this.balances);
    Object.assign(draft.statuses, this.statuses);
    for (const [key, used] of this.used) draft.used.set(key, used);
    return draft;
  }

  apply(change: Change): void {
    const { customer, day, balance } = change;
    this.changes.push(change);
    this.balances[customer] += balance;
    const used = this.used.get(`${customer} ${day}`) ?? nothing;
    const { amount, byToken, count } = change;
    const sum = { amount: used.amount + amount, byToken: used.byToken + byToken, count: used.count + count };
    this.used.set(`${customer} ${day}`, sum);
  }

  /** How often the customer's wallet has changed. */
  changesOf(customer: CustomerName): number {
    return this.changes.filter((change) => change.customer === customer).length;
  }

  /** The first limit that a payment passes. */
  refusal(bought: Bought, now: number): string | undefined {
    const debit = debitOf(bought);
    const used = this.used.get(`${bought.customer} ${dayOf(now)}`) ?? nothing;
    const isByToken = bought.kind === 'AGREEMENT';
    if (debit > limits.single || (isByToken && debit > agreementLimits.single)) return 'SingleLimitExceeded';
    if (used.amount + debit > limits.dailyAmount) return 'DailyAmountLimitExceeded';
    if (isByToken && used.byToken + debit > agreementLimits.dailyAmount) return 'DailyAmountLimitExceeded';
    if (used.count >= limits.dailyCount) return 'DailyCountLimitExceeded';
    return debit > this.balances[bought.customer] ? 'BalanceNotEnough' : undefined;
  }

  take(bought: Bought, now: number): void {
    const debit = debitOf(bought);
    const byToken = bought.kind === 'AGREEMENT' ? debit : 0n;
    this.apply({ customer: bought.customer, balance: -debit, day: dayOf(now), amount: debit, byToken, count: 1 });
  }

  refund(bought: Bought, amounts: Legs): void {
    this.apply({ customer: bought.customer, balance: amounts[debitLeg(bought)], day: 0, ...nothing });
  }

  /** What is left of a payment; its day is as if it had not been. */
  reverse(bought: Bought, refunded: Legs, paidAt: number): void {
    const debit = debitOf(bought);
    const byToken = bought.kind === 'AGREEMENT' ? -debit : 0n;
    const balance = debit - refunded[debitLeg(bought)];
    this.apply({ customer: bought.customer, balance, day: dayOf(paidAt), amount: -debit, byToken, count: -1 });
  }
}
