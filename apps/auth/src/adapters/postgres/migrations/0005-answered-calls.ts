import { migration } from '@wallet/postgres';

const statements = ['auth_code', 'token'].flatMap((table) => [
  `ALTER TABLE auth.${table} ADD COLUMN answered_calls text[] NOT NULL DEFAULT '{}'`,
  `GRANT UPDATE (answered_calls) ON auth.${table} TO wallet_auth`,
]);

/** Which signed calls a code or refresh token has answered: the same call again is no theft. */
export const AnsweredCalls1700000000005 = migration(
  'AnsweredCalls1700000000005',
  statements,
  ['token', 'auth_code'].map((table) => `ALTER TABLE auth.${table} DROP COLUMN answered_calls`),
);
