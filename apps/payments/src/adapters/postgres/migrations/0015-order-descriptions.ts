import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The merchant's words about an order are kept for operators; orders of before have none. */
export class OrderDescriptions1700000000015 implements MigrationInterface {
  readonly name = 'OrderDescriptions1700000000015';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table payments.payment_order add column order_description text');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what merchants said is not forgotten'));
  }
}
