import { join } from 'node:path';
import {
  addressOf,
  createDataSource,
  migrationsIn,
  OutboxRow,
  runMigrations,
  type PostgresAddress,
  type PostgresSession,
} from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import * as rows from './rows/all';

export const schema = 'payments';
const role = 'wallet_payments';
const migrations = migrationsIn(join(__dirname, 'migrations'));
const entities = [OutboxRow, ...Object.values(rows)];

/** Not connected yet. */
export const paymentsDataSource = (to: string | PostgresAddress, session?: PostgresSession): DataSource =>
  createDataSource({ ...addressOf(to), schema, entities, migrations, ...(session && { session }) });

/** Brings the schema `payments` up to date, as its owner; the role `wallet_payments` must exist. */
export const migrate = (owner: string | PostgresAddress): Promise<void> =>
  runMigrations({ ...addressOf(owner), schema, role, entities, migrations });
