import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts that were sent long ago are removed. */
export class OutboxPurge1700000000005 implements MigrationInterface {
  readonly name = 'OutboxPurge1700000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('grant delete on payments.outbox to wallet_payments');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('revoke delete on payments.outbox from wallet_payments');
  }
}
