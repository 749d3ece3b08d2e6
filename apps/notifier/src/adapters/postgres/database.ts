import { createDataSource, runMigrations, type PostgresSession } from '@wallet/postgres';
import { AlertRow } from './alert.row';
import { AttemptRow } from './attempt.row';
import { DeliveryRow } from './delivery.row';
import { OperatorActionRow } from './operator-action.row';
import * as allMigrations from './migrations/all';

const model = {
  schema: 'notifier',
  entities: [DeliveryRow, AttemptRow, AlertRow, OperatorActionRow],
  migrations: Object.values(allMigrations),
};

/** Not connected yet. */
export const notifierDataSource = (url: string, session?: PostgresSession) =>
  createDataSource({ url, ...model, ...(session && { session }) });

/** Brings the schema up to date; `ownerUrl` is of the role that owns it. */
export const migrate = (ownerUrl: string) => runMigrations({ url: ownerUrl, role: 'wallet_notifier', ...model });
