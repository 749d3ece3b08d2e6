import { inTransaction, LockPatience, query, type RowLocks } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { CustomerId } from '@wallet/kernel';
import type { Accounts } from '../../../application/apply-customer-facts';
import type { Wallets } from '../../../application/evaluate-payment';
import { AccountBook, type Account } from '../../../domain/wallet/account';
import { Posting } from '../../../domain/ledger/posting';
import type { CustomerStatus, Wallet } from '../../../domain/wallet/wallet';
import { addPostings } from '../ledger/ledger-writes';
import { OneStatement } from '../one-statement';
import { readWallets } from './wallet-statements';

interface AccountRecord {
  id: string;
  customer_id: string;
  status: CustomerStatus;
  customer_version: number;
}

/** The customers' accounts. */
export class PostgresWallets implements Wallets, Accounts {
  private readonly patience = new LockPatience();

  constructor(private readonly dataSource: DataSource) {}

  async ofCustomers(customerIds: readonly CustomerId[], day: string): Promise<ReadonlyMap<string, Wallet>> {
    const wallets = await readWallets(this.dataSource, customerIds, day);
    return new Map(wallets.map((wallet) => [wallet.customerId, wallet]));
  }

  change(customerIds: readonly CustomerId[], now: Date, decide: (book: AccountBook) => void): Promise<void> {
    const transaction = async (manager: EntityManager, locks: RowLocks): Promise<void> => {
      const book = await lockBook(manager, customerIds, locks);
      decide(book);
      await insertAccounts(manager, book, now);
      await updateStatuses(manager, book.changed);
    };
    return this.patience.run((locks) => inTransaction(this.dataSource, (manager) => transaction(manager, locks)));
  }
}

const byCustomers = `select id, customer_id, status, customer_version from payments.account where customer_id = any($1)`;

async function lockBook(
  manager: EntityManager,
  customerIds: readonly CustomerId[],
  locks: RowLocks,
): Promise<AccountBook> {
  const lock = `${byCustomers} order by id for no key update${locks.clause}`;
  const book = new AccountBook((await query<AccountRecord>(manager, lock, [customerIds])).map(toAccount));
  const missing = locks.skip ? customerIds.filter((id) => !book.has(id)) : [];
  const held = missing.length > 0 ? await query<AccountRecord>(manager, byCustomers, [missing]) : [];
  if (held.length > 0) locks.met();
  for (const { customer_id } of held) book.hold(customer_id);
  return book;
}

const toAccount = ({ id, customer_id, status, customer_version }: AccountRecord): Account => ({
  accountId: id,
  customerId: customer_id,
  status,
  customerVersion: customer_version,
});

async function insertAccounts(manager: EntityManager, { opened }: AccountBook, now: Date): Promise<void> {
  if (opened.length === 0) return;
  const inserted = await query(
    manager,
    `insert into payments.account (id, kind, customer_id, currency, status, customer_version, balance, created_at)
     select id, 'WALLET', customer_id, currency, status, version, balance, $7
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[])
       as n (id, customer_id, currency, status, version, balance)
     on conflict do nothing returning id`,
    [
      opened.map(({ account }) => account.accountId),
      opened.map(({ account }) => account.customerId),
      opened.map(({ balance }) => balance.currency),
      opened.map(({ account }) => account.status),
      opened.map(({ account }) => account.customerVersion),
      opened.map(({ balance }) => balance.minorUnits.toString()),
      now,
    ],
  );
  requireAll('new accounts', inserted, opened);
  const funded = opened.filter(({ balance }) => !balance.isZero);
  const postings = funded.map(({ account, balance }) => Posting.opening(account.accountId, balance));
  const statement = new OneStatement();
  addPostings(statement, postings, now);
  await statement.send(manager);
}

async function updateStatuses(manager: EntityManager, accounts: readonly Account[]): Promise<void> {
  if (accounts.length === 0) return;
  const updated = await query(
    manager,
    `update payments.account as a set status = n.status, customer_version = n.version
     from unnest($1::text[], $2::text[], $3::int[]) as n (id, status, version)
     where a.id = n.id and a.customer_version < n.version returning a.id`,
    [
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ status }) => status),
      accounts.map(({ customerVersion }) => customerVersion),
    ],
  );
  requireAll('accounts to change', updated, accounts);
}

/**
 * Throws when a guarded statement touched fewer rows than it was for: the transaction rolls back, and the transport does
 * the records again one by one.
 */
function requireAll(what: string, touched: readonly unknown[], expected: readonly unknown[]): void {
  if (touched.length !== expected.length) {
    throw new Error(`${what}: ${expected.length} expected, ${touched.length} found`);
  }
}
