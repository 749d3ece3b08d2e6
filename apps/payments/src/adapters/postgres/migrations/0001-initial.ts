import { migration, outboxMigrationSql } from '@wallet/postgres';
import { ledgerSql } from './0001-ledger-sql';
import { ordersSql } from './0001-orders-sql';

const outboxSql = [
  ...outboxMigrationSql('payments'),
  'grant select, insert, update (sent_at) on payments.outbox to wallet_payments',
];

export const Initial1700000000001 = migration(
  'Initial1700000000001',
  [...ordersSql, ...ledgerSql, ...outboxSql],
  'a ledger is not unmade',
);
