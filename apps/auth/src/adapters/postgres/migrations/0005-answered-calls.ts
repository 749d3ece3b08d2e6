import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = ['auth_code', 'token'].flatMap((table) => [
  `ALTER TABLE auth.${table} ADD COLUMN answered_calls text[] NOT NULL DEFAULT '{}'`,
  `GRANT UPDATE (answered_calls) ON auth.${table} TO wallet_auth`,
]);

/** Which signed calls a code or refresh token has answered: the same call again is no theft. */
export class AnsweredCalls1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['token', 'auth_code']) {
      await runner.query(`ALTER TABLE auth.${table} DROP COLUMN answered_calls`);
    }
  }
}
