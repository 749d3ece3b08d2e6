import { query } from '@wallet/postgres';
import { IsNull, type EntityManager } from 'typeorm';
import type { CustomerId } from '@wallet/kernel';
import type { Registration } from '../../../application/ports/customer-registry';
import type { Customer, CustomerKey, CustomerStatus } from '../../../domain/customer';
import { CustomerRow } from './customer.row';
import { LoginIdRow } from './login-id.row';

export type NewCustomer = Registration & { readonly customerId: CustomerId };

/** By hand: a whole file in one statement. */
const insert = `
  INSERT INTO auth.customer (id, status, kyc_level, version, created_at, updated_at)
  SELECT id, status, kyc_level, 1, $4, $4
    FROM unnest($1::text[], $2::text[], $3::smallint[]) AS fresh (id, status, kyc_level)`;

export async function insertCustomers(manager: EntityManager, customers: readonly NewCustomer[], now: Date) {
  const ids = customers.map(({ customerId }) => customerId);
  const statuses = customers.map(({ status }) => status);
  const kycLevels = customers.map(({ kycLevel }) => kycLevel);
  await query(manager, insert, [ids, statuses, kycLevels, now]);
}

export async function findCustomer(manager: EntityManager, key: CustomerKey): Promise<Customer | undefined> {
  const named = key.by === 'customerId' ? { customerId: key.customerId } : { value: key.mobileNumber };
  const login = await manager.findOneBy(LoginIdRow, { type: 'MOBILE', freedAt: IsNull(), ...named });
  const customerId = key.by === 'customerId' ? key.customerId : login?.customerId;
  const customer = customerId === undefined ? null : await manager.findOneBy(CustomerRow, { customerId });
  return customer ? { ...customer, mobileNumber: login?.value } : undefined;
}

/**
 * Nobody else changes the customer until the transaction ends. Read again under the lock: a number may have been changed
 * while this waited for it.
 */
export async function lockCustomer(manager: EntityManager, key: CustomerKey): Promise<Customer | undefined> {
  const found = await findCustomer(manager, key);
  if (!found) return undefined;
  const { customerId } = found;
  await manager.findOne(CustomerRow, { where: { customerId }, lock: { mode: 'pessimistic_write' } });
  const customer = await findCustomer(manager, { by: 'customerId', customerId });
  return key.by === 'customerId' || customer?.mobileNumber === key.mobileNumber ? customer : undefined;
}

/** Throws when the customer is no longer at that version: it must be locked. */
export async function updateStatus(manager: EntityManager, customer: Customer, status: CustomerStatus, now: Date) {
  const { customerId, version } = customer;
  const changed = { status, version: version + 1, updatedAt: now };
  const { affected } = await manager.update(CustomerRow, { customerId, version }, changed);
  if (affected !== 1) throw new Error(`customer ${customerId} is not at version ${version}`);
  return { ...customer, ...changed };
}

/** The version counts facts, and no other service needs one of this. */
export const setKycLevel = (manager: EntityManager, customerId: CustomerId, kycLevel: number, now: Date) =>
  manager.update(CustomerRow, { customerId }, { kycLevel, updatedAt: now });

export const touch = (manager: EntityManager, customerId: CustomerId, now: Date) =>
  manager.update(CustomerRow, { customerId }, { updatedAt: now });
