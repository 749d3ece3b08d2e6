import { customerFacts, type CustomerFact } from '@wallet/contracts';
import { appendFacts, inTransaction, recordAction } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import { openingSums } from '../../application/opening-sums';
import type { CustomerRegistry, Registered, Registration } from '../../application/ports/customer-registry';
import type { OperatorNote } from '../../application/ports/operator-note';
import type { Customer, CustomerKey, CustomerStatus, MobileNumber } from '../../domain/customer';
import * as statements from './customer-statements';

/** The wallet's own customers, in auth's tables; facts go to the outbox in the same transaction. */
export class PostgresCustomerRegistry implements CustomerRegistry {
  constructor(private readonly dataSource: DataSource) {}

  register(registrations: readonly Registration[], note: OperatorNote, now: Date): Promise<Registered[]> {
    const firsts = firstOfEachNumber(registrations);
    const numbers = [...firsts.keys()];
    return inTransaction(this.dataSource, async (manager) => {
      const claims = await statements.claimNumbers(manager, numbers);
      const created = claims.flatMap(({ mobileNumber, customerId }) => {
        const registration = firsts.get(mobileNumber);
        return registration ? [{ ...registration, customerId }] : [];
      });
      if (created.length > 0) {
        await statements.insertCustomers(manager, created, now);
        await recordAction(manager, { action: 'IMPORT', details: importDetails(created), note }, now);
        await appendFacts(manager, customerFacts, created.map(registered), now);
      }
      const owners = await statements.ownersOf(manager, numbers);
      return outcomes(registrations, claims, owners);
    });
  }

  get(key: CustomerKey): Promise<Customer | undefined> {
    return statements.selectCustomer(this.dataSource, key, { lock: false });
  }

  changeStatus(
    key: CustomerKey,
    decide: (before: CustomerStatus) => CustomerStatus | undefined,
    note: OperatorNote,
    now: Date,
  ): Promise<{ before: CustomerStatus; customer: Customer } | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const customer = await statements.selectCustomer(manager, key, { lock: true });
      if (!customer) return undefined;
      const status = decide(customer.status);
      if (status === undefined || status === customer.status) return { before: customer.status, customer };
      const changed = await statements.updateStatus(manager, customer, status, now);
      const { customerId } = customer;
      const details = { from: customer.status, to: status };
      await recordAction(manager, { action: 'STATUS', customerId, details, note }, now);
      await appendFacts(manager, customerFacts, [statusChanged(changed)], now);
      return { before: customer.status, customer: changed };
    });
  }
}

function importDetails(created: readonly statements.NewCustomer[]) {
  const customerIds = created.map(({ customerId }) => customerId);
  return { customers: created.length, sums: openingSums(created), customerIds };
}

function firstOfEachNumber(registrations: readonly Registration[]): Map<MobileNumber, Registration> {
  return new Map(registrations.toReversed().map((registration) => [registration.mobileNumber, registration]));
}

type Owners = Awaited<ReturnType<typeof statements.ownersOf>>;

function outcomes(registrations: readonly Registration[], claims: Owners, owners: Owners): Registered[] {
  const fresh = new Set(claims.map(({ mobileNumber }) => mobileNumber));
  const ids = new Map(owners.map(({ mobileNumber, customerId }) => [mobileNumber, customerId]));
  return registrations.map(({ mobileNumber }) => {
    const customerId = ids.get(mobileNumber);
    if (customerId === undefined) throw new Error('a login id is neither new nor known');
    return { outcome: fresh.delete(mobileNumber) ? 'created' : 'exists', customerId };
  });
}

function registered(customer: statements.NewCustomer): { payload: CustomerFact } {
  const { customerId, status, openingBalance } = customer;
  return { payload: { fact: 'CustomerRegistered', customerId, customerVersion: 1, status, openingBalance } };
}

function statusChanged({ customerId, version, status }: Customer): { payload: CustomerFact } {
  return { payload: { fact: 'CustomerStatusChanged', customerId, customerVersion: version, status } };
}
