import { query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import type { CustomerId } from '@wallet/kernel';
import type { MobileNumber } from '../../../domain/customer';

/** A customer's number is the one that is not freed; a closed customer's counts as freed since the closing. */
export const freedAt = `
  coalesce(held.freed_at,
           (SELECT updated_at FROM auth.customer WHERE customer.id = held.customer_id AND status = 'CLOSED'))`;

interface Claim {
  readonly mobileNumber: MobileNumber;
  readonly customerId: CustomerId;
}

/** By hand, as all of this file: numbers are claimed by guarded upserts, a file of them in one. The order keeps two claims of the same numbers from waiting for each other. */
const claim = `
  INSERT INTO auth.login_id AS held (type, value, customer_id)
  SELECT 'MOBILE', number, '2160' || lpad(nextval('auth.customer_number')::text, 12, '0')
    FROM (SELECT number FROM unnest($1::text[]) AS number ORDER BY number) AS numbers
  ON CONFLICT (type, value) DO UPDATE SET customer_id = excluded.customer_id, freed_at = NULL
    WHERE ${freedAt} <= $2 AND held.value <> ALL ($3::text[])
  RETURNING value AS "mobileNumber", customer_id AS "customerId"`;

export interface NumbersToClaim {
  readonly numbers: readonly MobileNumber[];
  /** Those of them that are not taken from who had them before. */
  readonly onlyNew: readonly MobileNumber[];
  /** What was freed until then is free. */
  readonly freedUntil: Date;
}

/** Makes an id for each number that belongs to nobody, or was freed until then; the others are left out. */
export const claimNumbers = (manager: EntityManager, { numbers, onlyNew, freedUntil }: NumbersToClaim) =>
  query<Claim>(manager, claim, [numbers, freedUntil, onlyNew]);

const holders = `
  SELECT value AS "mobileNumber", customer_id AS "customerId", ${freedAt} AS "freedAt"
    FROM auth.login_id AS held WHERE type = 'MOBILE' AND value = ANY($1)`;

export type Holder = Claim & { readonly freedAt: Date | null };

/** A statement of its own: only a new one sees what another transaction committed while a claim waited for it. */
export const holdersOf = (manager: EntityManager, numbers: readonly MobileNumber[]) =>
  query<Holder>(manager, holders, [numbers]);

const claimFor = `
  INSERT INTO auth.login_id AS held (type, value, customer_id) VALUES ('MOBILE', $1, $2)
  ON CONFLICT (type, value) DO UPDATE SET customer_id = excluded.customer_id, freed_at = NULL
    WHERE held.customer_id = excluded.customer_id OR ${freedAt} <= $3
  RETURNING value`;

/** Whether the customer has the number now. A number of one's own comes back before its quarantine ends. */
export async function claimNumberFor(
  manager: EntityManager,
  customerId: CustomerId,
  { mobileNumber, freedUntil }: { mobileNumber: MobileNumber; freedUntil: Date },
): Promise<boolean> {
  return (await query(manager, claimFor, [mobileNumber, customerId, freedUntil])).length > 0;
}

const free = `
  UPDATE auth.login_id SET freed_at = $3
   WHERE type = 'MOBILE' AND customer_id = $1 AND value <> $2 AND freed_at IS NULL`;

export async function freeOthers(manager: EntityManager, customerId: CustomerId, kept: MobileNumber, now: Date) {
  await query(manager, free, [customerId, kept, now]);
}
