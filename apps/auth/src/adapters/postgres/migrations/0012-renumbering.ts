import { migration } from '@wallet/postgres';

const statements = [
  `ALTER TABLE auth.login_id ADD COLUMN freed_at timestamptz`,
  `GRANT UPDATE (customer_id, freed_at) ON auth.login_id TO wallet_auth`,
  `GRANT UPDATE (kyc_level) ON auth.customer TO wallet_auth`,
  `ALTER TABLE auth.operator_action DROP CONSTRAINT operator_action_known`,
  `ALTER TABLE auth.operator_action ADD CONSTRAINT operator_action_known CHECK (action ~ '^[A-Z][A-Z_]*$')`,
];

/** A number that was given up stays with who had it, freed; which actions of operators there are is up to the code. */
export const Renumbering1700000000012 = migration(
  'Renumbering1700000000012',
  statements,
  'numbers that went to others are not given back',
);
