import { z } from 'zod';
import { operatorError } from '@wallet/operator-endpoint';
import type { RegisterCustomers, RegisterResult } from '../../application/register-customers';
import { readImportRow } from './import-row';

const maxRows = 1000;
const body = z.array(z.unknown()).max(maxRows);

export type ImportResult =
  | { readonly outcome: 'created' | 'exists'; readonly customerId: string }
  | { readonly outcome: 'rejected'; readonly reason: string };

/** One result for each row, in their order; a bad row does not stop the others. Throws DependencyFault. */
export async function importRows(rawBody: unknown, registerCustomers: RegisterCustomers): Promise<ImportResult[]> {
  const rawRows = body.safeParse(rawBody).data;
  if (!rawRows) throw operatorError(400, 'bad-request', `send a JSON array of at most ${maxRows} customers`);
  const rows = rawRows.map(readImportRow);
  const customers = rows.flatMap((row) => ('customer' in row ? [row.customer] : []));
  const results = (await registerCustomers.execute(customers)).values();
  return rows.map((row) => ('reason' in row ? rejected(row.reason) : resultOf(results.next().value)));
}

const rejected = (reason: string): ImportResult => ({ outcome: 'rejected', reason });

function resultOf(result: RegisterResult | undefined): ImportResult {
  if (!result) throw new Error('a row has no result');
  return result.outcome === 'unreadable-login-id' ? rejected('loginId: is not a valid mobile number') : result;
}
