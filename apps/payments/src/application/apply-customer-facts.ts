import type { Command, CustomerFact, Handled } from '@wallet/contracts';
import type { Clock, CustomerId } from '@wallet/kernel';
import type { CurrencyCode } from '@wallet/money';
import { metrics } from '@wallet/service';
import type { AccountBook } from '../domain/wallet/account';
import type { NameMissingLimits } from './name-missing-limits';

export interface Accounts {
  /** One transaction: the customers' accounts, locked, are given to `decide`; what it made of the book is stored. Those that another transaction holds for too long are held in the book. */
  change(customerIds: readonly CustomerId[], now: Date, decide: (book: AccountBook) => void): Promise<void>;
}

const stale = metrics.counter(
  'payments_stale_facts_total',
  'Facts about customers that came after newer ones, and were ignored',
);

/** Opens and freezes wallet accounts as auth says; a fact that is not newer than what is known changes nothing. */
export class ApplyCustomerFacts {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly missingLimits: Pick<NameMissingLimits, 'execute'>,
  ) {}

  async execute(batch: readonly Command<CustomerFact>[]): Promise<Handled[]> {
    const customerIds = batch.map(({ payload }) => payload.customerId);
    let staleCount = 0;
    let opened: CurrencyCode[] = [];
    let handled: Handled[] = [];
    await this.accounts.change(customerIds, this.clock.now(), (book) => {
      handled = batch.map(({ payload }) => apply(payload, book));
      staleCount = book.staleCount;
      opened = book.opened.map(({ balance }) => balance.currency);
    });
    stale.inc(staleCount);
    this.missingLimits.execute(opened);
    return handled;
  }
}

function apply(fact: CustomerFact, book: AccountBook): Handled {
  if (book.isHeld(fact.customerId)) return 'locked';
  if (fact.fact === 'CustomerRegistered') book.open(fact, fact.openingBalance);
  else book.changeStatus(fact);
  return 'nothing';
}
