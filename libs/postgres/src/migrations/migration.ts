import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A migration of these statements. Its name, by which a database knows that it was run, ends in the 13 digits that order
 * migrations. `down` is what unmakes it, or why nothing does. It runs while the release before serves; what that could not live
 * with is refused by lint (tools/lint/migrations.int.spec.ts), unless `notNeededSince` names the release that stopped needing it.
 */
export const migration = (
  name: string,
  up: readonly string[],
  down: readonly string[] | string,
  notNeededSince?: string,
): new () => MigrationInterface =>
  class implements MigrationInterface {
    readonly name = name;
    readonly notNeededSince = notNeededSince;

    async up(runner: QueryRunner): Promise<void> {
      for (const sql of up) await runner.query(sql);
    }

    async down(runner: QueryRunner): Promise<void> {
      if (typeof down === 'string') throw new Error(down);
      for (const sql of down) await runner.query(sql);
    }
  };

/**
 * A migration that makes an index while others write. One that an interrupted try left half made is made anew. `table` is
 * what stands behind ON: `payments.payment_order (customer_id)`; `index` has its schema.
 */
export const concurrentIndex = (
  name: string,
  index: `${string}.${string}`,
  table: string,
  kind: 'index' | 'unique index' = 'index',
): new () => MigrationInterface => {
  const [, indexName] = index.split('.');
  const drop = `drop index concurrently if exists ${index}`;
  const made = migration(name, [drop, `create ${kind} concurrently ${indexName} on ${table}`], [drop]);
  return class extends made {
    /** PostgreSQL makes no index concurrently inside of one. */
    override readonly transaction = false;
  };
};
