import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A claim and an outcome change a row once more each: with room in its page the indexes need no new entry for a claim. */
export class RoomForClaims1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notifier.delivery set (fillfactor = 70)');
    await runner.query('alter table notifier.attempt set (fillfactor = 70)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notifier.delivery reset (fillfactor)');
    await runner.query('alter table notifier.attempt reset (fillfactor)');
  }
}
