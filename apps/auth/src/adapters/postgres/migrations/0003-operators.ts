import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE auth.operator_action (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT operator_action_pk PRIMARY KEY,
    action text NOT NULL CONSTRAINT operator_action_known CHECK (action IN ('STATUS', 'REVOKE')),
    customer_id text NOT NULL,
    operator text NOT NULL,
    reason text NOT NULL,
    details jsonb NOT NULL,
    acted_at timestamptz NOT NULL
  )`,
  `GRANT SELECT, INSERT ON auth.operator_action TO wallet_auth`,
];

/** What operators did to customers and agreements, who and why. */
export class Operators1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what operators did is not unmade'));
  }
}
