import { z } from 'zod';
import { operatorError, readOperatorNote } from '@wallet/operator-endpoint';
import { AboveCeiling } from '../../application/ports/customer-registry';
import type { RegisterCustomers, RegisterResult } from '../../application/customers/register-customers';
import type { OperatorNote } from '../../application/ports/operator-note';
import { quarantineText } from './customer-change';
import { readImportRow } from './import-row';

const maxRows = 1000;
const body = z.looseObject({ customers: z.array(z.unknown()).max(maxRows) });

export type ImportResult =
  | { readonly outcome: 'created' | 'exists'; readonly customerId: string }
  | { readonly outcome: 'rejected'; readonly reason: string };

export interface AskedImport {
  readonly rows: readonly unknown[];
  readonly note: OperatorNote;
}

/** Throws what the operator endpoint answers to a body that it cannot understand. */
export function readImport(rawBody: unknown): AskedImport {
  const asked = body.safeParse(rawBody).data;
  if (!asked) {
    const expected = `{"customers": [...], "operator", "reason"}, at most ${maxRows} customers`;
    throw operatorError(400, 'bad-request', `send ${expected}`);
  }
  const { customers: rows, ...note } = asked;
  return { rows, note: readOperatorNote(note) };
}

/** One result for each row, in their order; a bad row does not stop the others. Throws DependencyFault. */
export async function importRows(asked: AskedImport, registerCustomers: RegisterCustomers): Promise<ImportResult[]> {
  const rows = asked.rows.map(readImportRow);
  const customers = rows.flatMap((row) => ('customer' in row ? [row.customer] : []));
  const results = (await registerCustomers.execute(customers, asked.note)).values();
  return rows.map((row) => ('reason' in row ? rejected(row.reason) : resultOf(results.next().value)));
}

/** Some at once; those of a whole file are staged, see ImportsController. */
export function refuseAboveCeiling(error: unknown): never {
  if (!(error instanceof AboveCeiling)) throw error;
  const why = 'these opening balances, with those of 24 hours, are above a ceiling (APPROVAL_CEILINGS)';
  throw operatorError(409, 'approval-needed', `${why}: stage them, by customer import, for a second operator`);
}

const rejected = (reason: string): ImportResult => ({ outcome: 'rejected', reason });

function resultOf(result: RegisterResult | undefined): ImportResult {
  if (!result) throw new Error('a row has no result');
  if (result.outcome === 'quarantined') return rejected(`loginId: ${quarantineText(result.until)}`);
  return result.outcome === 'unreadable-login-id' ? rejected('loginId: is not a valid mobile number') : result;
}
