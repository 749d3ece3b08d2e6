import type { Clock } from '@wallet/kernel';
import type { Money } from '@wallet/money';
import type { OperatorNote } from '@wallet/operator-contract';
import {
  decideCashIn,
  type CashIn,
  type CashInDecision,
  type CashInRefusal,
  type CreditedAccount,
  type PostedCashIn,
} from '../../domain/ledger/cash-in';
import { onceArrived } from './once-arrived';
import type { Approval } from '../../domain/ledger/approval';

export type CreditResult =
  | {
      readonly outcome: 'credited';
      /** After it. */
      readonly balance: Money;
      readonly transactionId: string;
      readonly repeated: boolean;
    }
  | { readonly outcome: 'waiting'; readonly approval: Approval }
  | { readonly outcome: 'refused'; readonly refusal: CashInRefusal | 'approval-refused' | 'approval-expired' };

export interface CashIns {
  /**
   * One transaction: the customer's account, locked, and what was posted under the reference are given to `decide`; its
   * posting is stored with the balance and the operator's note. What is above the ceilings is stored as an approval that
   * waits, once per reference. Throws DependencyFault.
   */
  credit(
    cashIn: CashIn,
    note: OperatorNote,
    now: Date,
    decide: (account: CreditedAccount | undefined, posted: PostedCashIn | undefined) => CashInDecision,
  ): Promise<CreditResult>;
}

/** Adds money to a customer's wallet, once per reference. */
export class CreditCustomer {
  constructor(
    private readonly cashIns: CashIns,
    private readonly clock: Clock,
  ) {}

  execute(cashIn: CashIn, note: OperatorNote): Promise<CreditResult> {
    const credit = () =>
      this.cashIns.credit(cashIn, note, this.clock.now(), (account, posted) => decideCashIn(cashIn, account, posted));
    return onceArrived(credit, isOfNobody);
  }
}

const isOfNobody = (result: CreditResult): boolean => result.outcome === 'refused' && result.refusal === 'not-found';
