import { join } from 'node:path';
import { createDataSource, migrationsIn, OutboxRow, runMigrations, type PostgresSession } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import * as rows from './rows/all';

export const schema = 'payments';
const role = 'wallet_payments';
const migrations = migrationsIn(join(__dirname, 'migrations'));
const entities = [OutboxRow, ...Object.values(rows)];

/** Not connected yet. */
export const paymentsDataSource = (url: string, session?: PostgresSession): DataSource =>
  createDataSource({ url, schema, entities, migrations, ...(session && { session }) });

/** Brings the schema `payments` up to date. The URL is of its owner; the role `wallet_payments` must exist. */
export const migrate = (url: string): Promise<void> => runMigrations({ url, schema, role, entities, migrations });
