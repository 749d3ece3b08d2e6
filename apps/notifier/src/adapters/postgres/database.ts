import { createDataSource, runMigrations } from '@wallet/postgres';
import { AttemptRow } from './attempt.row';
import { DeliveryRow } from './delivery.row';
import { Initial1700000000001 } from './migrations/0001-initial';
import { AgreementNotices1700000000002 } from './migrations/0002-agreement-notices';

const model = {
  schema: 'notifier',
  entities: [DeliveryRow, AttemptRow],
  migrations: [Initial1700000000001, AgreementNotices1700000000002],
};

/** Not connected yet. */
export const notifierDataSource = (url: string) => createDataSource({ url, ...model });

/** Brings the schema up to date; `ownerUrl` is of the role that owns it. */
export const migrate = (ownerUrl: string) => runMigrations({ url: ownerUrl, role: 'wallet_notifier', ...model });
