import { createDataSource, OutboxRow, runMigrations, type PostgresSession } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import { AccountRow } from './rows/account.row';
import { AgreementUsageRow } from './rows/agreement-usage.row';
import { CustomerLimitRow } from './rows/customer-limit.row';
import { DayUsageRow } from './rows/day-usage.row';
import { LedgerEntryRow } from './rows/ledger-entry.row';
import { LedgerTransactionRow } from './rows/ledger-transaction.row';
import { ApprovalRow } from './rows/approval.row';
import { OperatorActionRow } from './rows/operator-action.row';
import { OrderEventRow } from './rows/order-event.row';
import { PaymentOrderRow } from './rows/payment-order.row';
import { RefundRow } from './rows/refund.row';
import * as allMigrations from './migrations/all';

export const schema = 'payments';
const role = 'wallet_payments';
const migrations = Object.values(allMigrations);
const entities = [
  AccountRow,
  AgreementUsageRow,
  ApprovalRow,
  CustomerLimitRow,
  DayUsageRow,
  LedgerEntryRow,
  LedgerTransactionRow,
  OperatorActionRow,
  OrderEventRow,
  OutboxRow,
  PaymentOrderRow,
  RefundRow,
];

/** Not connected yet. */
export const paymentsDataSource = (url: string, session?: PostgresSession): DataSource =>
  createDataSource({ url, schema, entities, migrations, ...(session && { session }) });

/** Brings the schema `payments` up to date. The URL is of its owner; the role `wallet_payments` must exist. */
export const migrate = (url: string): Promise<void> => runMigrations({ url, schema, role, entities, migrations });
