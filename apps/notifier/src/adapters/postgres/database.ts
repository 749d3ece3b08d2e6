import { join } from 'node:path';
import {
  addressOf,
  createDataSource,
  migrationsIn,
  runMigrations,
  type PostgresAddress,
  type PostgresSession,
} from '@wallet/postgres';
import { AlertRow } from './alert.row';
import { AttemptRow } from './attempt.row';
import { DeliveryRow } from './delivery.row';
import { OperatorActionRow } from './operator-action.row';

const model = {
  schema: 'notifier',
  entities: [DeliveryRow, AttemptRow, AlertRow, OperatorActionRow],
  migrations: migrationsIn(join(__dirname, 'migrations')),
};

/** Not connected yet. */
export const notifierDataSource = (to: string | PostgresAddress, session?: PostgresSession) =>
  createDataSource({ ...addressOf(to), ...model, ...(session && { session }) });

/** Brings the schema up to date, as the role that owns it. */
export const migrate = (owner: string | PostgresAddress) =>
  runMigrations({ ...addressOf(owner), role: 'wallet_notifier', ...model });
