import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { Registration } from '../../application/ports/customer-registry';
import type { Customer, CustomerKey, CustomerStatus, MobileNumber } from '../../domain/customer';

export type NewCustomer = Registration & { readonly customerId: string };

interface Claim {
  readonly mobileNumber: MobileNumber;
  readonly customerId: string;
}

/** The order keeps two claims of the same numbers from waiting for each other. */
const claim = `
  INSERT INTO auth.login_id (type, value, customer_id)
  SELECT 'MOBILE', number, '2160' || lpad(nextval('auth.customer_number')::text, 12, '0')
    FROM (SELECT number FROM unnest($1::text[]) AS number ORDER BY number) AS numbers
  ON CONFLICT (type, value) DO NOTHING
  RETURNING value AS "mobileNumber", customer_id AS "customerId"`;

/** Makes an id for each number that belongs to nobody; the others are left out. */
export const claimNumbers = (manager: EntityManager, numbers: readonly MobileNumber[]) =>
  query<Claim>(manager, claim, [numbers]);

const owners = `
  SELECT value AS "mobileNumber", customer_id AS "customerId"
    FROM auth.login_id WHERE type = 'MOBILE' AND value = ANY($1)`;

/** A statement of its own: only a new one sees what another transaction committed while `claimNumbers` waited for it. */
export const ownersOf = (manager: EntityManager, numbers: readonly MobileNumber[]) =>
  query<Claim>(manager, owners, [numbers]);

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
    JOIN auth.login_id ON login_id.customer_id = customer.id AND login_id.type = 'MOBILE'
   WHERE ${condition}
   ORDER BY login_id.value
   LIMIT 1`;

/** `lock`: nobody else changes the customer until the transaction ends. */
export async function selectCustomer(
  source: DataSource | EntityManager,
  key: CustomerKey,
  { lock }: { lock: boolean },
): Promise<Customer | undefined> {
  const [condition, value] =
    key.by === 'customerId' ? ['customer.id = $1', key.customerId] : ['login_id.value = $1', key.mobileNumber];
  const sql = select(condition) + (lock ? ' FOR UPDATE OF customer' : '');
  const [customer] = await query<Customer>(source, sql, [value]);
  return customer;
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
