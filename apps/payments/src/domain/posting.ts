import type { Money } from '@wallet/money';
import { openingBalancesAccountId, settlementPayableAccountId } from './account-id';

/** One line of the ledger: minor units, never zero; a negative amount takes from the account, a positive one adds to it. */
export interface Entry {
  readonly accountId: string;
  readonly currency: string;
  readonly amount: bigint;
}

export type PostingKind = 'PAY' | 'OPENING';

/** A movement of money: entries that sum to zero per currency. It cannot be made unbalanced, and never changes. */
export class Posting {
  private constructor(
    readonly kind: PostingKind,
    readonly orderId: string | undefined,
    readonly entries: readonly Entry[],
  ) {}

  /** Throws RangeError when the entries are none, hold a zero, or do not sum to zero per currency. */
  static of(kind: PostingKind, orderId: string | undefined, entries: readonly Entry[]): Posting {
    if (entries.length === 0) throw new RangeError('a posting needs entries');
    const sums = new Map<string, bigint>();
    for (const { currency, amount } of entries) {
      if (amount === 0n) throw new RangeError('an entry of a posting is not zero');
      sums.set(currency, (sums.get(currency) ?? 0n) + amount);
    }
    for (const [currency, sum] of sums) {
      if (sum !== 0n) throw new RangeError(`unbalanced posting: ${currency} sums to ${sum}`);
    }
    return new Posting(kind, orderId, Object.freeze([...entries]));
  }

  /** A payment: the customer's wallet -> what the wallet owes Alipay+. */
  static payment(orderId: string, walletAccountId: string, debit: Money): Posting {
    return Posting.of('PAY', orderId, transfer(walletAccountId, settlementPayableAccountId(debit.currency), debit));
  }

  /** An opening balance: the equity account of opening balances -> the customer's new wallet. */
  static opening(walletAccountId: string, balance: Money): Posting {
    return Posting.of(
      'OPENING',
      undefined,
      transfer(openingBalancesAccountId(balance.currency), walletAccountId, balance),
    );
  }
}

function transfer(from: string, to: string, { currency, minorUnits }: Money): Entry[] {
  return [
    { accountId: from, currency, amount: -minorUnits },
    { accountId: to, currency, amount: minorUnits },
  ];
}
