import { query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';

/** More repeats of one exchange within its grace than any caller makes; later ones are answered, but not known again. */
const maxCalls = 16;

/** By hand: it appends to what is stored then, and guards itself. */
const append = (table: 'auth_code' | 'token') => `
  UPDATE auth.${table} SET answered_calls = array_append(answered_calls, $2)
   WHERE hash = $1 AND NOT $2 = ANY(answered_calls) AND cardinality(answered_calls) < ${maxCalls}`;
const appendOf = { auth_code: append('auth_code'), token: append('token') };

export async function recordCall(
  manager: EntityManager,
  of: keyof typeof appendOf,
  { hash, fingerprint }: { hash: string; fingerprint: string },
): Promise<void> {
  await query(manager, appendOf[of], [hash, fingerprint]);
}
