import { customerFacts, type CustomerFact } from '@wallet/contracts';
import { Money, type CurrencyCode } from '@wallet/money';
import { appendFacts, inTransaction, query, recordAction } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { CustomerId } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { SeenCustomer, SeenCustomers } from '../../../application/ports/seen-customers';
import { DirectoryCustomerRow } from './directory-customer.row';

/** All by hand: a batch in one statement, or an upsert that says whether it changed something. */
const known = 'SELECT customer_id AS "customerId" FROM auth.directory_customer WHERE customer_id = ANY($1)';

/** The order keeps two registrations of the same customers from waiting for each other. */
const insert = `
  INSERT INTO auth.directory_customer (customer_id, status, version, created_at, updated_at)
  SELECT customer_id, status, 1, $3, $3
    FROM unnest($1::text[], $2::text[]) AS fresh (customer_id, status) ORDER BY customer_id
  ON CONFLICT (customer_id) DO NOTHING
  RETURNING customer_id AS "customerId", status`;

/** Who registers one of them at this moment is done soon, or gone: then the batch is halved, and each half waits anew. */
const shortWait = `SET LOCAL lock_timeout = '50ms'`;

/** No row: the status was that already. */
const upsert = `
  INSERT INTO auth.directory_customer AS stored (customer_id, status, version, created_at, updated_at)
  VALUES ($1, $2, 1, $3, $3)
  ON CONFLICT (customer_id) DO UPDATE SET status = $2, version = stored.version + 1, updated_at = $3
    WHERE stored.status <> $2
  RETURNING version`;

/** What is known of the customers of a directory elsewhere; facts go to the outbox in the same transaction. */
export class PostgresSeenCustomers implements SeenCustomers {
  /** `currency`: of the accounts that are opened. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly currency: CurrencyCode,
  ) {}

  async register(customers: readonly SeenCustomer[], now: Date): Promise<void> {
    const seen = await query<{ customerId: CustomerId }>(this.dataSource, known, [customers.map(idOf)]);
    const seenIds = new Set(seen.map(idOf));
    const fresh = customers.filter(({ customerId }) => !seenIds.has(customerId));
    if (fresh.length === 0) return;
    await inTransaction(this.dataSource, async (manager) => {
      await query(manager, shortWait);
      const values = [fresh.map(idOf), fresh.map(({ status }) => status), now];
      const inserted = await query<SeenCustomer>(manager, insert, values);
      await this.tell(
        manager,
        inserted.map((customer) => this.registered(customer)),
        now,
      );
    });
  }

  setStatus(customer: SeenCustomer, now: Date, note?: OperatorNote): Promise<{ changed: boolean; version: number }> {
    const { customerId, status } = customer;
    return inTransaction(this.dataSource, async (manager) => {
      const [changed] = await query<{ version: number }>(manager, upsert, [customerId, status, now]);
      if (!changed)
        return {
          changed: false,
          version: (await manager.findOneByOrFail(DirectoryCustomerRow, { customerId })).version,
        };
      const { version } = changed;
      const details = { to: status, version };
      if (note) await recordAction(manager, { action: 'STATUS', customerId, details, note }, now);
      const fact: CustomerFact =
        version === 1
          ? this.registered(customer)
          : { fact: 'CustomerStatusChanged', customerId, customerVersion: version, status };
      await this.tell(manager, [fact], now);
      return { changed: true, version };
    });
  }

  private registered({ customerId, status }: SeenCustomer): CustomerFact {
    const openingBalance = Money.of(this.currency, 0n);
    return { fact: 'CustomerRegistered', customerId, customerVersion: 1, status, openingBalance };
  }

  private tell(manager: EntityManager, facts: readonly CustomerFact[], now: Date): Promise<void> {
    return appendFacts(
      manager,
      customerFacts,
      facts.map((payload) => ({ payload })),
      now,
    );
  }
}

const idOf = ({ customerId }: { customerId: CustomerId }): string => customerId;
