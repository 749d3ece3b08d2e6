import { operatorError, readOperatorNote } from '@wallet/operator-endpoint';
import { z } from 'zod';
import type { OperatorNote } from '../../application/ports/operator-note';
import type { RenumberResult } from '../../application/customers/renumber-customer';
import { kycLevelField } from './import-row';

const renumberFields = z.looseObject({ loginId: z.string('must be text').min(1, 'must not be empty').max(64) });
const kycFields = z.looseObject({ kycLevel: kycLevelField });

/** Throws what the operator endpoint answers to a body that it cannot understand; so does `readKycLevel`. */
export function readRenumber(rawBody: unknown): { loginId: string; note: OperatorNote } {
  const { loginId, ...note } = read(renumberFields, rawBody);
  return { loginId, note: readOperatorNote(note) };
}

export function readKycLevel(rawBody: unknown): { kycLevel: number; note: OperatorNote } {
  const { kycLevel, ...note } = read(kycFields, rawBody);
  return { kycLevel, note: readOperatorNote(note) };
}

function read<T>(fields: z.ZodType<T>, rawBody: unknown): T {
  const body = fields.safeParse(rawBody);
  if (body.success) return body.data;
  const message = body.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
  throw operatorError(400, 'bad-request', message);
}

/** For operators; the number itself they have typed. */
export const quarantineText = (until: Date): string =>
  `was given up by another customer and goes to nobody else before ${until.toISOString()}`;

export function renumberError(result: Exclude<RenumberResult, { outcome: 'done' }>): Error {
  switch (result.outcome) {
    case 'unreadable-login-id':
      return operatorError(400, 'bad-request', 'loginId: is not a valid mobile number');
    case 'closed':
      return closedError();
    case 'in-use':
      return operatorError(409, 'in-use', 'another customer has this number');
    case 'quarantined':
      return operatorError(409, 'quarantined', `this number ${quarantineText(result.until)}`);
  }
}

export const closedError = (): Error => operatorError(409, 'closed', 'the customer is closed, and that is final');
