import type { IdentifiedCustomer } from '@wallet/contracts';
import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { CustomerDirectory } from '../../../application/ports/customer-directory';
import type { CustomerKey } from '../../../domain/customer';

interface Found extends IdentifiedCustomer {
  readonly position: number;
}

/** By hand: payments come here, a batch in one query. A customer found by id gets the OTP on the first of the login ids. */
const find = `
  SELECT key.position::int AS position, customer.id AS "customerId", customer.status,
         customer.kyc_level AS "kycLevel", login_id.value AS "mobileNumber"
    FROM unnest($1::text[]) WITH ORDINALITY AS key (mobile_number, position)
    JOIN auth.login_id ON login_id.type = 'MOBILE' AND login_id.value = key.mobile_number
     AND login_id.freed_at IS NULL
    JOIN auth.customer ON customer.id = login_id.customer_id
  UNION ALL
  SELECT key.position::int, customer.id, customer.status, customer.kyc_level, login_id.value
    FROM unnest($2::text[]) WITH ORDINALITY AS key (customer_id, position)
    JOIN auth.customer ON customer.id = key.customer_id
    JOIN LATERAL (
      SELECT value FROM auth.login_id
       WHERE customer_id = customer.id AND type = 'MOBILE' AND freed_at IS NULL ORDER BY value LIMIT 1
    ) AS login_id ON true`;

/** The wallet's own customers, in auth's tables. One query a batch. */
export class PostgresCustomerDirectory implements CustomerDirectory {
  constructor(private readonly dataSource: DataSource) {}

  async find(keys: readonly CustomerKey[]): Promise<(IdentifiedCustomer | null)[]> {
    const numbers = keys.map((key) => (key.by === 'mobileNumber' ? key.mobileNumber : null));
    const ids = keys.map((key) => (key.by === 'customerId' ? key.customerId : null));
    const results: (IdentifiedCustomer | null)[] = keys.map(() => null);
    for (const { position, ...customer } of await query<Found>(this.dataSource, find, [numbers, ids])) {
      results[position - 1] = customer;
    }
    return results;
  }
}
