import { createDataSource, OutboxRow, runMigrations, type SessionSettings } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import { AccountRow } from './rows/account.row';
import { AgreementUsageRow } from './rows/agreement-usage.row';
import { CustomerLimitRow } from './rows/customer-limit.row';
import { DayUsageRow } from './rows/day-usage.row';
import { LedgerEntryRow } from './rows/ledger-entry.row';
import { LedgerTransactionRow } from './rows/ledger-transaction.row';
import { Initial1700000000001 } from './migrations/0001-initial';
import { AgreementPayments1700000000002 } from './migrations/0002-agreement-payments';
import { CancellationsAndRefunds1700000000003 } from './migrations/0003-cancellations-and-refunds';
import { Operators1700000000004 } from './migrations/0004-operators';
import { OutboxPurge1700000000005 } from './migrations/0005-outbox-purge';
import { Approvals1700000000017 } from './migrations/0017-approvals';
import { OrderDescriptions1700000000015 } from './migrations/0015-order-descriptions';
import { QuietOutbox1700000000014 } from './migrations/0014-quiet-outbox';
import { SmallestRefunds1700000000008 } from './migrations/0008-smallest-refunds';
import { HistoryAndUsage1700000000020 } from './migrations/0020-history-and-usage';
import { RequiredRows1700000000021 } from './migrations/0021-required-rows';
import { RestsOfSettlement1700000000023 } from './migrations/0023-rests-of-settlement';
import { ToldAgain1700000000019 } from './migrations/0019-told-again';
import { ApprovalRow } from './rows/approval.row';
import { OperatorActionRow } from './rows/operator-action.row';
import { OrderEventRow } from './rows/order-event.row';
import { PaymentOrderRow } from './rows/payment-order.row';
import { RefundRow } from './rows/refund.row';

export const schema = 'payments';
const role = 'wallet_payments';
const migrations = [
  Initial1700000000001,
  AgreementPayments1700000000002,
  CancellationsAndRefunds1700000000003,
  Operators1700000000004,
  OutboxPurge1700000000005,
  QuietOutbox1700000000014,
  OrderDescriptions1700000000015,
  Approvals1700000000017,
  SmallestRefunds1700000000008,
  ToldAgain1700000000019,
  HistoryAndUsage1700000000020,
  RequiredRows1700000000021,
  RestsOfSettlement1700000000023,
];
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
export const paymentsDataSource = (url: string, session?: SessionSettings): DataSource =>
  createDataSource({ url, schema, entities, migrations, ...(session && { session }) });

/** Brings the schema `payments` up to date. The URL is of its owner; the role `wallet_payments` must exist. */
export const migrate = (url: string): Promise<void> => runMigrations({ url, schema, role, entities, migrations });
