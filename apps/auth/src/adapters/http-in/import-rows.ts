import type { OperatorNote } from '@wallet/operator-contract';
import { operatorError } from '@wallet/operator-endpoint';
import { AboveCeiling } from '../../application/ports/customer-registry';
import type { RegisterCustomers, RegisterResult } from '../../application/customers/register-customers';
import { quarantineText } from './customer-change';
import { readImportRow } from './import-row';

/** One result for each row, in their order; a bad row does not stop the others. Throws DependencyFault. */
export async function importRows(
  rawRows: readonly unknown[],
  note: OperatorNote,
  registerCustomers: RegisterCustomers,
) {
  const rows = rawRows.map(readImportRow);
  const customers = rows.flatMap((row) => ('customer' in row ? [row.customer] : []));
  const results = (await registerCustomers.execute(customers, note)).values();
  return rows.map((row) => ('reason' in row ? rejected(row.reason) : resultOf(results.next().value)));
}

/** Some at once; those of a whole file are staged, see ImportsController. */
export function refuseAboveCeiling(error: unknown): never {
  if (!(error instanceof AboveCeiling)) throw error;
  const why = 'these opening balances, with those of 24 hours, are above a ceiling (APPROVAL_CEILINGS)';
  throw operatorError(409, 'approval-needed', `${why}: stage them, by customer import, for a second operator`);
}

const rejected = (reason: string) => ({ outcome: 'rejected' as const, reason });

function resultOf(result: RegisterResult | undefined) {
  if (!result) throw new Error('a row has no result');
  if (result.outcome === 'quarantined') return rejected(`loginId: ${quarantineText(result.until)}`);
  return result.outcome === 'unreadable-login-id' ? rejected('loginId: is not a valid mobile number') : result;
}
