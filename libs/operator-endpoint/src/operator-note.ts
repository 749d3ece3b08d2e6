import { maskCardNumbers } from '@wallet/kernel';
import { z } from 'zod';
import { operatorError } from './operator-error';

const text = (max: number) => z.string('must be text').trim().min(1, 'must not be empty').max(max, 'is too long');
const noteSchema = z.strictObject({ operator: text(100), reason: text(500).transform(maskCardNumbers) });

/**
 * Who changes something, and why: the body of such a call. With `OPERATOR_AUTH=oidc` the operator is the subject of the
 * token, which OperatorTokenGuard has put in the place of what the body said; else the name that was given.
 */
export type OperatorNote = z.output<typeof noteSchema>;

/** Throws what the operator endpoint answers to a body that it cannot understand. */
export function readOperatorNote(rawBody: unknown): OperatorNote {
  const note = noteSchema.safeParse(rawBody);
  if (note.success) return note.data;
  const faults = note.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw operatorError(400, 'bad-request', faults.join('; '));
}
