import type { Accounts } from '../../../src/application/apply-customer-facts';
import { AccountBook } from '../../../src/domain/wallet/account';
import { Posting } from '../../../src/domain/ledger/posting';
import type { Wallet } from '../../../src/domain/wallet/wallet';
import type { MemoryDatabase } from './memory-database';
import type { StoredAccount, Tables } from './memory-tables';
import { Writes } from './memory-writes';
import type { Observer } from './observer';

/** As `PostgresWallets`. */
export class MemoryWallets implements Accounts {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly observer: Observer,
  ) {}

  change(customerIds: readonly string[], _now: Date, decide: (book: AccountBook) => void): Promise<void> {
    return this.database.transaction('customers', async (tx) => {
      await tx.lock('account', customerIds);
      const book = new AccountBook(customerIds.flatMap((id) => accountOf(tx.tables, id) ?? []));
      decide(book);
      if (book.opened.length + book.changed.length === 0) return;
      tx.write((tables) => {
        for (const { account, balance } of book.opened) {
          const { currency, minorUnits } = balance;
          tables.accounts.set(account.accountId, { ...account, currency, balance: minorUnits });
          new Writes(tables, this.database.options.safeties).postings([Posting.opening(account.accountId, balance)]);
        }
        for (const { accountId, status, customerVersion } of book.changed) {
          const stored = tables.accounts.get(accountId);
          if (stored) tables.accounts.set(accountId, { ...stored, status, customerVersion });
        }
      });
      tx.committed(() => this.observer.statusesChanged(book.changed));
    });
  }
}

const accountOf = (tables: Tables, customerId: string): StoredAccount | undefined =>
  [...tables.accounts.values()].find((account) => account.customerId === customerId);

/** The customer's wallet and what it paid on the day. */
export function walletOf(tables: Tables, customerId: string, day: string): Wallet | undefined {
  const account = accountOf(tables, customerId);
  if (!account) return undefined;
  const { accountId, currency, status, balance } = account;
  const today = tables.dayUsage.get(`${accountId} ${day}`) ?? { amount: 0n, count: 0 };
  return { accountId, customerId, currency, status, balance, today };
}
