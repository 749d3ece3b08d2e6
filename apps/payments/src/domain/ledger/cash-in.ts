import type { Money } from '@wallet/money';
import type { AccountId, CustomerId } from '@wallet/kernel';
import { Posting } from './posting';
import type { CustomerStatus } from '../wallet/wallet';

/** Money that comes in from the wallet's own core, once per `reference`. */
export interface CashIn {
  readonly customerId: CustomerId;
  readonly amount: Money;
  readonly reference: string;
}

export interface CreditedAccount {
  readonly accountId: AccountId;
  readonly status: CustomerStatus;
  readonly balance: Money;
}

/** What was posted under a reference. */
export interface PostedCashIn {
  readonly transactionId: string;
  readonly accountId: AccountId;
  readonly amount: Money;
}

/** `inconsistent`: the reference stands for another amount or customer. */
export type CashInRefusal = 'not-found' | 'inconsistent' | 'closed' | 'other-currency';

export type CashInDecision =
  | { readonly kind: 'credited'; readonly posting: Posting }
  | { readonly kind: 'repeated'; readonly posted: PostedCashIn }
  | { readonly kind: 'refused'; readonly refusal: CashInRefusal };

/** A frozen customer is credited, a closed one is not; a repeat is answered whatever became of the customer. */
export function decideCashIn(
  { amount, reference }: CashIn,
  account: CreditedAccount | undefined,
  posted: PostedCashIn | undefined,
): CashInDecision {
  if (!account) return refused('not-found');
  if (posted) {
    const isRepeat = posted.accountId === account.accountId && posted.amount.equals(amount);
    return isRepeat ? { kind: 'repeated', posted } : refused('inconsistent');
  }
  if (account.status === 'CLOSED') return refused('closed');
  if (account.balance.currency !== amount.currency) return refused('other-currency');
  return { kind: 'credited', posting: Posting.cashIn(reference, account.accountId, amount) };
}

const refused = (refusal: CashInRefusal): CashInDecision => ({ kind: 'refused', refusal });
