import { Money } from '@wallet/money';
import { query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import type { CustomerId } from '@wallet/kernel';
import type { CreditedAccount, PostedCashIn } from '../../../domain/ledger/cash-in';
import type { Posting } from '../../../domain/ledger/posting';
import type { CustomerStatus } from '../../../domain/wallet/wallet';
import { addCredits, addPostings } from '../ledger/ledger-writes';
import { OneStatement } from '../one-statement';

/** Until the transaction ends nobody else decides on this reference. */
export const lockReference = (manager: EntityManager, reference: string) =>
  query(manager, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`cash-in ${reference}`]);

interface AccountRecord {
  readonly id: string;
  readonly status: CustomerStatus;
  readonly currency: string;
  readonly balance: string;
}

export async function lockAccount(
  manager: EntityManager,
  customerId: CustomerId,
): Promise<CreditedAccount | undefined> {
  const [row] = await query<AccountRecord>(
    manager,
    `select id, status, currency, balance from payments.account where customer_id = $1 order by id for no key update`,
    [customerId],
  );
  return row && { accountId: row.id, status: row.status, balance: Money.of(row.currency, row.balance) };
}

interface PostedRecord {
  readonly id: string;
  readonly account_id: string;
  readonly currency: string;
  readonly amount: string;
}

export async function findPosted(manager: EntityManager, reference: string): Promise<PostedCashIn | undefined> {
  const [row] = await query<PostedRecord>(
    manager,
    `select t.id, e.account_id, e.currency, e.amount
     from payments.ledger_transaction t join payments.ledger_entry e on e.transaction_id = t.id and e.amount > 0
     where t.kind = 'CASH_IN' and t.reference = $1`,
    [reference],
  );
  return row && { transactionId: row.id, accountId: row.account_id, amount: Money.of(row.currency, row.amount) };
}

export async function post(manager: EntityManager, posting: Posting, now: Date): Promise<void> {
  const statement = new OneStatement();
  addCredits(statement, [posting]);
  addPostings(statement, [posting], now);
  await statement.send(manager);
}

export async function readCredited(manager: EntityManager, customerId: CustomerId, reference: string) {
  const [account, posted] = [await lockAccount(manager, customerId), await findPosted(manager, reference)];
  if (!account || !posted) throw new Error(`credit ${reference} was not stored`);
  return { balance: account.balance, transactionId: posted.transactionId };
}
