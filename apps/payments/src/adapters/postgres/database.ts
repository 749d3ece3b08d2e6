import { createDataSource, OutboxRow, runMigrations } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import { AccountRow } from './account.row';
import { AgreementUsageRow } from './agreement-usage.row';
import { DayUsageRow } from './day-usage.row';
import { LedgerEntryRow } from './ledger-entry.row';
import { LedgerTransactionRow } from './ledger-transaction.row';
import { Initial1700000000001 } from './migrations/0001-initial';
import { AgreementPayments1700000000002 } from './migrations/0002-agreement-payments';
import { OrderEventRow } from './order-event.row';
import { PaymentOrderRow } from './payment-order.row';

export const schema = 'payments';
const role = 'wallet_payments';
const migrations = [Initial1700000000001, AgreementPayments1700000000002];
const entities = [
  AccountRow,
  AgreementUsageRow,
  DayUsageRow,
  LedgerEntryRow,
  LedgerTransactionRow,
  OrderEventRow,
  OutboxRow,
  PaymentOrderRow,
];

/** Not connected yet. */
export const paymentsDataSource = (url: string): DataSource => createDataSource({ url, schema, entities, migrations });

/** Brings the schema `payments` up to date. The URL is of its owner; the role `wallet_payments` must exist. */
export const migrate = (url: string): Promise<void> => runMigrations({ url, schema, role, entities, migrations });
