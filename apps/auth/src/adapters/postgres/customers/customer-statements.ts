import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { Registration } from '../../../application/ports/customer-registry';
import type { Customer, CustomerKey, CustomerStatus } from '../../../domain/customer';

export type NewCustomer = Registration & { readonly customerId: string };

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

const select = (condition: string) => `
  SELECT customer.id AS "customerId", login_id.value AS "mobileNumber", customer.status,
         customer.kyc_level AS "kycLevel", customer.version,
         customer.created_at AS "createdAt", customer.updated_at AS "updatedAt"
    FROM auth.customer
    LEFT JOIN auth.login_id
      ON login_id.customer_id = customer.id AND login_id.type = 'MOBILE' AND login_id.freed_at IS NULL
   WHERE ${condition}
   ORDER BY login_id.value
   LIMIT 1`;

const [byId, byNumber] = [select('customer.id = $1'), select('login_id.value = $1')];

type CustomerRecord = Omit<Customer, 'mobileNumber'> & { readonly mobileNumber: Customer['mobileNumber'] | null };

async function one(source: DataSource | EntityManager, sql: string, key: CustomerKey): Promise<Customer | undefined> {
  const value = key.by === 'customerId' ? key.customerId : key.mobileNumber;
  const [record] = await query<CustomerRecord>(source, sql, [value]);
  return record && { ...record, mobileNumber: record.mobileNumber ?? undefined };
}

const sqlFor = (key: CustomerKey) => (key.by === 'customerId' ? byId : byNumber);

export const selectCustomer = (source: DataSource | EntityManager, key: CustomerKey) => one(source, sqlFor(key), key);

/**
 * Nobody else changes the customer until the transaction ends. Read again under the lock: a number may have been changed
 * while this waited for it.
 */
export async function lockCustomer(manager: EntityManager, key: CustomerKey): Promise<Customer | undefined> {
  const locked = await one(manager, `${sqlFor(key)} FOR UPDATE OF customer`, key);
  const customer = locked && (await one(manager, byId, { by: 'customerId', customerId: locked.customerId }));
  return key.by === 'customerId' || customer?.mobileNumber === key.mobileNumber ? customer : undefined;
}

const update = `
  UPDATE auth.customer SET status = $3, version = version + 1, updated_at = $4
   WHERE id = $1 AND version = $2
  RETURNING version, updated_at AS "updatedAt"`;

/** Throws when the customer is no longer at that version: it must be locked. */
export async function updateStatus(manager: EntityManager, customer: Customer, status: CustomerStatus, now: Date) {
  const { customerId, version } = customer;
  const [changed] = await query<Pick<Customer, 'version' | 'updatedAt'>>(manager, update, [
    customerId,
    version,
    status,
    now,
  ]);
  if (!changed) throw new Error(`customer ${customerId} is not at version ${version}`);
  return { ...customer, ...changed, status };
}

/** The version counts facts, and no other service needs one of this. */
export const setKycLevel = (manager: EntityManager, customerId: string, kycLevel: number, now: Date) =>
  query(manager, 'UPDATE auth.customer SET kyc_level = $2, updated_at = $3 WHERE id = $1', [customerId, kycLevel, now]);

export const touch = (manager: EntityManager, customerId: string, now: Date) =>
  query(manager, 'UPDATE auth.customer SET updated_at = $2 WHERE id = $1', [customerId, now]);
