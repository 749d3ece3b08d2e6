import { quietOutboxSql } from '@wallet/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A fact wakes the relay of its own process; the relay of the release before finds it within a second. */
export class QuietOutbox1700000000011 implements MigrationInterface {
  readonly name = 'QuietOutbox1700000000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of quietOutboxSql('auth')) await queryRunner.query(sql);
  }

  async down(): Promise<void> {}
}
