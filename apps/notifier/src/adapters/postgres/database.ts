import { join } from 'node:path';
import { createDataSource, migrationsIn, runMigrations, type PostgresSession } from '@wallet/postgres';
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
export const notifierDataSource = (url: string, session?: PostgresSession) =>
  createDataSource({ url, ...model, ...(session && { session }) });

/** Brings the schema up to date; `ownerUrl` is of the role that owns it. */
export const migrate = (ownerUrl: string) => runMigrations({ url: ownerUrl, role: 'wallet_notifier', ...model });
