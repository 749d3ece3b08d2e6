import { outboxMigrationSql } from '@wallet/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ledgerSql } from './0001-ledger-sql';
import { ordersSql } from './0001-orders-sql';

export class Initial1700000000001 implements MigrationInterface {
  readonly name = 'Initial1700000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    const outboxSql = [
      ...outboxMigrationSql('payments'),
      'grant select, insert, update (sent_at) on payments.outbox to wallet_payments',
    ];
    for (const sql of [...ordersSql, ...ledgerSql, ...outboxSql]) await queryRunner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not unmade'));
  }
}
