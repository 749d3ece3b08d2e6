import type { Money } from '@wallet/money';
import type { AccountId, PaymentRequestId, RefundRequestId } from '@wallet/kernel';
import { houseAccountId } from '../wallet/account-id';
import type { PaidOrder, RefundAmounts } from '../order/order';

/** One line of the ledger: minor units, never zero; a negative amount takes from the account, a positive one adds to it. */
export interface Entry {
  readonly accountId: AccountId;
  readonly currency: string;
  readonly amount: bigint;
}

export type PostingKind = 'PAY' | 'REFUND' | 'REVERSAL' | 'OPENING' | 'CASH_IN';

/** What a posting is about: each pair of a kind and one of these is posted at most once. */
export interface Subject {
  readonly orderId?: PaymentRequestId | undefined;
  readonly refundRequestId?: RefundRequestId | undefined;
  /** Of the wallet's own core. */
  readonly reference?: string | undefined;
}

/** A movement of money: entries that sum to zero per currency. It cannot be made unbalanced, and never changes. */
export class Posting {
  private constructor(
    readonly kind: PostingKind,
    readonly subject: Subject,
    readonly entries: readonly Entry[],
  ) {}

  /** Throws RangeError when the entries are none, hold a zero, or do not sum to zero per currency. */
  static of(kind: PostingKind, subject: Subject, entries: readonly Entry[]): Posting {
    if (entries.length === 0) throw new RangeError('a posting needs entries');
    const sums = new Map<string, bigint>();
    for (const { currency, amount } of entries) {
      if (amount === 0n) throw new RangeError('an entry of a posting is not zero');
      sums.set(currency, (sums.get(currency) ?? 0n) + amount);
    }
    for (const [currency, sum] of sums) {
      if (sum !== 0n) throw new RangeError(`unbalanced posting: ${currency} sums to ${sum}`);
    }
    return new Posting(kind, subject, Object.freeze([...entries]));
  }

  /** A payment: the customer's wallet -> what the wallet owes Alipay+. */
  static payment(orderId: PaymentRequestId, walletAccountId: AccountId, debit: Money, payTo: Money): Posting {
    return Posting.of('PAY', { orderId }, exchange(walletAccountId, debit, payTo));
  }

  /** A refund: the same way back; `undefined` when it moves nothing, being too small for the wallet's currency. */
  static refund(order: PaidOrder, refundRequestId: RefundRequestId, amounts: RefundAmounts): Posting | undefined {
    const entries = giveBack(order, amounts);
    const subject = { orderId: order.paymentRequestId, refundRequestId };
    return entries.length === 0 ? undefined : Posting.of('REFUND', subject, entries);
  }

  /** What is left of a payment, the same way back; `undefined` when that is nothing. */
  static reversal(order: PaidOrder): Posting | undefined {
    const { terms, refunded } = order;
    const entries = giveBack(order, {
      refundAmount: terms.paymentAmount.subtract(refunded.refundAmount),
      refundFromAmount: terms.payToAmount.subtract(refunded.refundFromAmount),
    });
    return entries.length === 0 ? undefined : Posting.of('REVERSAL', { orderId: order.paymentRequestId }, entries);
  }

  /** An opening balance: the equity account of opening balances -> the customer's new wallet. */
  static opening(walletAccountId: AccountId, balance: Money): Posting {
    const equity = houseAccountId('OPENING_BALANCES', balance.currency);
    return Posting.of('OPENING', {}, transfer(equity, walletAccountId, balance));
  }

  /** Cash-in: the clearing account of the wallet's own core -> the customer's wallet. */
  static cashIn(reference: string, walletAccountId: AccountId, amount: Money): Posting {
    const clearing = houseAccountId('CASH_CLEARING', amount.currency);
    return Posting.of('CASH_IN', { reference }, transfer(clearing, walletAccountId, amount));
  }
}

/** Wallet -> payable; between two currencies through the trading accounts, so that each of them sums to zero. */
function exchange(walletAccountId: AccountId, debit: Money, payTo: Money): Entry[] {
  const payable = houseAccountId('SETTLEMENT_PAYABLE', payTo.currency);
  if (debit.currency === payTo.currency) return transfer(walletAccountId, payable, payTo);
  return [
    ...transfer(walletAccountId, houseAccountId('CURRENCY_TRADING', debit.currency), debit),
    ...transfer(houseAccountId('CURRENCY_TRADING', payTo.currency), payable, payTo),
  ];
}

/** In the currency that was debited. One side may be nothing: what is left of two amounts need not be in proportion. */
function giveBack({ accountId, debit }: PaidOrder, { refundAmount, refundFromAmount }: RefundAmounts): Entry[] {
  const credit = debit.currency === refundAmount.currency ? refundAmount : refundFromAmount;
  return exchange(accountId, credit, refundFromAmount)
    .filter(({ amount }) => amount !== 0n)
    .map((entry) => ({ ...entry, amount: -entry.amount }));
}

function transfer(from: string, to: string, { currency, minorUnits }: Money): Entry[] {
  return [
    { accountId: from, currency, amount: -minorUnits },
    { accountId: to, currency, amount: minorUnits },
  ];
}
