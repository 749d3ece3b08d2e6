import { customerFacts, type CustomerFact } from '@wallet/contracts';
import { appendFacts, inTransaction, recordAction } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import { openingSums } from '../../application/customers/opening-sums';
import type {
  Changed,
  CustomerRegistry,
  Registered,
  Registration,
  Renumbered,
} from '../../application/ports/customer-registry';
import type { OperatorNote } from '../../application/ports/operator-note';
import type { Customer, CustomerKey, CustomerStatus, MobileNumber } from '../../domain/customer';
import { maskedNumber } from '../../domain/masked-number';
import * as statements from './customer-statements';
import * as numberStatements from './number-statements';

/** The wallet's own customers, in auth's tables; facts go to the outbox in the same transaction. */
export class PostgresCustomerRegistry implements CustomerRegistry {
  /** `quarantineMs`: how long a number that was given up is kept from others. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly quarantineMs: number,
  ) {}

  register(registrations: readonly Registration[], note: OperatorNote, now: Date): Promise<Registered[]> {
    const firsts = firstOfEachNumber(registrations);
    const numbers = [...firsts.keys()];
    const onlyNew = numbers.filter((number) => firsts.get(number)?.status === 'CLOSED');
    return inTransaction(this.dataSource, async (manager) => {
      const asked = { numbers, onlyNew, freedUntil: this.freedUntil(now) };
      const claims = await numberStatements.claimNumbers(manager, asked);
      const created = claims.flatMap(({ mobileNumber, customerId }) => {
        const registration = firsts.get(mobileNumber);
        return registration ? [{ ...registration, customerId }] : [];
      });
      if (created.length > 0) {
        await statements.insertCustomers(manager, created, now);
        await recordAction(manager, { action: 'IMPORT', details: importDetails(created), note }, now);
        await appendFacts(manager, customerFacts, created.map(registered), now);
      }
      const holders = await numberStatements.holdersOf(manager, numbers);
      const held = new Map(holders.map((holder) => [holder.mobileNumber, holder]));
      const fresh = new Set(claims.map(({ mobileNumber }) => mobileNumber));
      return registrations.map((registration) => {
        const holder = held.get(registration.mobileNumber);
        if (!holder) throw new Error('a login id is neither new nor known');
        const { customerId, freedAt } = holder;
        if (fresh.delete(registration.mobileNumber)) return { outcome: 'created', customerId };
        if (freedAt && registration.status !== 'CLOSED') return { customerId, ...this.quarantined(freedAt) };
        return { outcome: 'exists', customerId };
      });
    });
  }

  get(key: CustomerKey): Promise<Customer | undefined> {
    return statements.selectCustomer(this.dataSource, key);
  }

  changeStatus(
    key: CustomerKey,
    decide: (before: CustomerStatus) => CustomerStatus | undefined,
    note: OperatorNote,
    now: Date,
  ): Promise<{ before: CustomerStatus; customer: Customer } | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const customer = await statements.lockCustomer(manager, key);
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

  renumber(
    key: CustomerKey,
    mobileNumber: MobileNumber,
    note: OperatorNote,
    now: Date,
  ): Promise<Renumbered | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const customer = await statements.lockCustomer(manager, key);
      if (!customer || customer.status === 'CLOSED') return customer && { outcome: 'closed' };
      if (customer.mobileNumber === mobileNumber) return { outcome: 'done', changed: false, customer };
      const { customerId, mobileNumber: before } = customer;
      const claim = { mobileNumber, freedUntil: this.freedUntil(now) };
      if (!(await numberStatements.claimNumberFor(manager, customerId, claim))) {
        const [holder] = await numberStatements.holdersOf(manager, [mobileNumber]);
        return holder?.freedAt ? this.quarantined(holder.freedAt) : { outcome: 'in-use' };
      }
      await numberStatements.freeOthers(manager, customerId, mobileNumber, now);
      await statements.touch(manager, customerId, now);
      const details = { from: before ? maskedNumber(before) : null, to: maskedNumber(mobileNumber) };
      await recordAction(manager, { action: 'RENUMBER', customerId, details, note }, now);
      return { outcome: 'done', changed: true, customer: { ...customer, mobileNumber, updatedAt: now } };
    });
  }

  setKycLevel(key: CustomerKey, kycLevel: number, note: OperatorNote, now: Date): Promise<Changed | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const customer = await statements.lockCustomer(manager, key);
      if (!customer || customer.status === 'CLOSED') return customer && { outcome: 'closed' };
      if (customer.kycLevel === kycLevel) return { outcome: 'done', changed: false, customer };
      const { customerId, kycLevel: before } = customer;
      await statements.setKycLevel(manager, customerId, kycLevel, now);
      const details = { from: before, to: kycLevel };
      await recordAction(manager, { action: 'KYC', customerId, details, note }, now);
      return { outcome: 'done', changed: true, customer: { ...customer, kycLevel, updatedAt: now } };
    });
  }

  private freedUntil(now: Date): Date {
    return new Date(now.getTime() - this.quarantineMs);
  }

  private quarantined(freedAt: Date) {
    return { outcome: 'quarantined', until: new Date(freedAt.getTime() + this.quarantineMs) } as const;
  }
}

function importDetails(created: readonly statements.NewCustomer[]) {
  const customerIds = created.map(({ customerId }) => customerId);
  return { customers: created.length, sums: openingSums(created), customerIds };
}

function firstOfEachNumber(registrations: readonly Registration[]): Map<MobileNumber, Registration> {
  return new Map(registrations.toReversed().map((registration) => [registration.mobileNumber, registration]));
}

function registered(customer: statements.NewCustomer): { payload: CustomerFact } {
  const { customerId, status, openingBalance } = customer;
  return { payload: { fact: 'CustomerRegistered', customerId, customerVersion: 1, status, openingBalance } };
}

function statusChanged({ customerId, version, status }: Customer): { payload: CustomerFact } {
  return { payload: { fact: 'CustomerStatusChanged', customerId, customerVersion: version, status } };
}
