import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE auth.operator_action ALTER COLUMN customer_id DROP NOT NULL`,
  `ALTER TABLE auth.operator_action DROP CONSTRAINT operator_action_known`,
  `ALTER TABLE auth.operator_action ADD CONSTRAINT operator_action_known CHECK (action ~ '^[A-Z][A-Z_]*$')`,
  `ALTER TABLE auth.operator_action
     ADD CONSTRAINT operator_action_whom CHECK (customer_id IS NOT NULL OR action = 'IMPORT')`,
];

/** An import is of many customers, so its action names none; which actions there are is up to the code. */
export class Imports1700000000016 implements MigrationInterface {
  readonly name = 'Imports1700000000016';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what operators did is not unmade'));
  }
}
