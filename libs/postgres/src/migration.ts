import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A migration of these statements. Its name, by which a database knows that it was run, ends in the 13 digits that order
 * migrations. `down` is what unmakes it, or why nothing does.
 */
export const migration = (
  name: string,
  up: readonly string[],
  down: readonly string[] | string,
): new () => MigrationInterface =>
  class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      for (const sql of up) await runner.query(sql);
    }

    async down(runner: QueryRunner): Promise<void> {
      if (typeof down === 'string') throw new Error(down);
      for (const sql of down) await runner.query(sql);
    }
  };
