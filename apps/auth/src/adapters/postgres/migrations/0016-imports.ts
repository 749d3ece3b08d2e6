import { migration } from '@wallet/postgres';

const statements = [
  `ALTER TABLE auth.operator_action ALTER COLUMN customer_id DROP NOT NULL`,
  `ALTER TABLE auth.operator_action DROP CONSTRAINT operator_action_known`,
  `ALTER TABLE auth.operator_action ADD CONSTRAINT operator_action_known CHECK (action ~ '^[A-Z][A-Z_]*$')`,
  `ALTER TABLE auth.operator_action
     ADD CONSTRAINT operator_action_whom CHECK (customer_id IS NOT NULL OR action = 'IMPORT')`,
];

/** An import is of many customers, so its action names none; which actions there are is up to the code. */
export const Imports1700000000016 = migration('Imports1700000000016', statements, 'what operators did is not unmade');
