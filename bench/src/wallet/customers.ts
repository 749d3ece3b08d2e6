import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@wallet/local-stack';
import type { Pool } from 'pg';

/** Minor units of HKD that each customer begins with. */
export const balance = '100000000000000';
export const customerCount = 960;
const patienceMs = 30_000;

interface ImportAnswer {
  readonly results: readonly { readonly outcome: string; readonly customerId?: string; readonly reason?: string }[];
}

async function importCustomers(stack: Stack, loginIds: readonly string[]): Promise<string[]> {
  const rows = loginIds.map((loginId) => ({ loginId, currency: 'HKD', balance, status: 'ACTIVE' }));
  const body = { customers: rows, operator: 'bench', reason: 'load' };
  const { results } = (await stack.operate('auth', 'customers/import', { body })) as ImportAnswer;
  return results.map(({ customerId, reason }) => {
    if (customerId === undefined) throw new Error(`a customer was rejected: ${reason}`);
    return customerId;
  });
}

/** At most 1000 customers with money, known to auth and payments; their login ids. */
export async function registerCustomers(stack: Stack, database: Pool, count: number): Promise<string[]> {
  const loginIds = Array.from({ length: count }, (_, index) => `852-5${1_000_000 + index}`);
  const customerIds = await importCustomers(stack, loginIds);
  const sql = 'select count(*)::int as count from payments.account where customer_id = any($1)';
  for (const giveUpAt = Date.now() + patienceMs; ; await sleep(100)) {
    const { rows } = await database.query<{ count: number }>(sql, [customerIds]);
    if (rows[0]?.count === count) return loginIds;
    if (Date.now() > giveUpAt) throw new Error(`payments has ${rows[0]?.count} of ${count} accounts after 30 s`);
  }
}
