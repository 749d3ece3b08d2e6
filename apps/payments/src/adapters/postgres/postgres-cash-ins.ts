import { Money } from '@wallet/money';
import { inTransaction, query, recordAction } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { CashIns, CreditResult } from '../../application/operators/credit-customer';
import type { OperatorNote } from '../../application/operators/operator-note';
import type { CashIn, CashInDecision, CreditedAccount, PostedCashIn } from '../../domain/cash-in';
import type { Posting } from '../../domain/posting';
import type { CustomerStatus } from '../../domain/wallet';
import { addCredits, addPostings } from './ledger-writes';
import { OneStatement } from './one-statement';

/** Money from the wallet's own core. Calls with the same reference wait for each other. */
export class PostgresCashIns implements CashIns {
  constructor(private readonly dataSource: DataSource) {}

  credit(
    { customerId, reference, amount }: CashIn,
    note: OperatorNote,
    now: Date,
    decide: (account: CreditedAccount | undefined, posted: PostedCashIn | undefined) => CashInDecision,
  ): Promise<CreditResult> {
    return inTransaction(this.dataSource, async (manager) => {
      await query(manager, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`cash-in ${reference}`]);
      const account = await lockAccount(manager, customerId);
      const decision = decide(account, await findPosted(manager, reference));
      if (decision.kind === 'refused') return { outcome: 'refused', refusal: decision.refusal };
      const repeated = decision.kind === 'repeated';
      if (!repeated) {
        await post(manager, decision.posting, now);
        await recordAction(manager, { action: 'CREDIT', customerId, details: { reference, amount }, note }, now);
      }
      return { outcome: 'credited', repeated, ...(await read(manager, customerId, reference)) };
    });
  }
}

interface AccountRecord {
  readonly id: string;
  readonly status: CustomerStatus;
  readonly currency: string;
  readonly balance: string;
}

async function lockAccount(manager: EntityManager, customerId: string): Promise<CreditedAccount | undefined> {
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

async function findPosted(manager: EntityManager, reference: string): Promise<PostedCashIn | undefined> {
  const [row] = await query<PostedRecord>(
    manager,
    `select t.id, e.account_id, e.currency, e.amount
     from payments.ledger_transaction t join payments.ledger_entry e on e.transaction_id = t.id and e.amount > 0
     where t.kind = 'CASH_IN' and t.reference = $1`,
    [reference],
  );
  return row && { transactionId: row.id, accountId: row.account_id, amount: Money.of(row.currency, row.amount) };
}

async function post(manager: EntityManager, posting: Posting, now: Date): Promise<void> {
  const statement = new OneStatement();
  addCredits(statement, [posting]);
  addPostings(statement, [posting], now);
  await statement.send(manager);
}

async function read(manager: EntityManager, customerId: string, reference: string) {
  const [account, posted] = [await lockAccount(manager, customerId), await findPosted(manager, reference)];
  if (!account || !posted) throw new Error(`credit ${reference} was not stored`);
  return { balance: account.balance, transactionId: posted.transactionId };
}
