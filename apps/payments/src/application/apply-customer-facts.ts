import type { CustomerFact } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import type { Message } from '@wallet/messaging';
import type { AccountBook } from '../domain/account';

export interface Accounts {
  /** One transaction: the customers' accounts, locked, are given to `decide`; what it made of the book is stored. */
  change(customerIds: readonly string[], now: Date, decide: (book: AccountBook) => void): Promise<void>;
}

/** Opens and freezes wallet accounts as auth says; a redelivered fact changes nothing. */
export class ApplyCustomerFacts {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute(batch: readonly Message<CustomerFact>[]): Promise<void> {
    const customerIds = batch.map(({ payload }) => payload.customerId);
    await this.accounts.change(customerIds, this.clock.now(), (book) => {
      for (const { payload } of batch) {
        if (payload.fact === 'CustomerRegistered') book.open(payload, payload.openingBalance);
        else book.changeStatus(payload);
      }
    });
  }
}
