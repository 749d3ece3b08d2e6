import { customerFacts, type CustomerFact } from '@wallet/contracts';
import type { AmountsByCurrency } from '@wallet/money';
import { appendFacts, inTransaction, recordAction, withManager } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { OperatorNote } from '@wallet/operator-contract';
import {
  AboveCeiling,
  type Changed,
  type CustomerRegistry,
  type Registered,
  type Registration,
  type Renumbered,
} from '../../../application/ports/customer-registry';
import type { Customer, CustomerKey, CustomerStatus, MobileNumber } from '../../../domain/customer';
import { maskedNumber } from '../../../domain/masked-number';
import * as statements from './customer-statements';
import { isAbove } from './ceilings';
import * as numberStatements from './number-statements';
import { quarantined, registerCustomers } from './registrations';

/** The wallet's own customers, in auth's tables; facts go to the outbox in the same transaction. */
export class PostgresCustomerRegistry implements CustomerRegistry {
  /** `quarantineMs`: how long a number that was given up is kept from others; `ceilings`: what needs no approval. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly quarantineMs: number,
    private readonly ceilings: AmountsByCurrency,
  ) {}

  register(registrations: readonly Registration[], note: OperatorNote, now: Date): Promise<Registered[]> {
    const { quarantineMs, ceilings } = this;
    return inTransaction(this.dataSource, (manager) =>
      registerCustomers(manager, registrations, {
        note,
        now,
        quarantineMs,
        check: async (sums) => {
          if (await isAbove(manager, sums, ceilings, now)) throw new AboveCeiling();
        },
      }),
    );
  }

  get(key: CustomerKey): Promise<Customer | undefined> {
    return withManager(this.dataSource, (manager) => statements.findCustomer(manager, key));
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
        return holder?.freedAt ? quarantined(holder.freedAt, this.quarantineMs) : { outcome: 'in-use' };
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
}

function statusChanged({ customerId, version, status }: Customer): { payload: CustomerFact } {
  return { payload: { fact: 'CustomerStatusChanged', customerId, customerVersion: version, status } };
}
