import { createDataSource, runMigrations, type SessionSettings } from '@wallet/postgres';
import { AlertRow } from './alert.row';
import { AttemptRow } from './attempt.row';
import { DeliveryRow } from './delivery.row';
import { Initial1700000000001 } from './migrations/0001-initial';
import { AgreementNotices1700000000002 } from './migrations/0002-agreement-notices';
import { DestinationsAndOperators1700000000003 } from './migrations/0003-destinations-and-operators';
import { RoomForClaims1700000000007 } from './migrations/0007-room-for-claims';
import { OperatorActionRow } from './operator-action.row';

const model = {
  schema: 'notifier',
  entities: [DeliveryRow, AttemptRow, AlertRow, OperatorActionRow],
  migrations: [
    Initial1700000000001,
    AgreementNotices1700000000002,
    DestinationsAndOperators1700000000003,
    RoomForClaims1700000000007,
  ],
};

/** Not connected yet. */
export const notifierDataSource = (url: string, session?: SessionSettings) =>
  createDataSource({ url, ...model, ...(session && { session }) });

/** Brings the schema up to date; `ownerUrl` is of the role that owns it. */
export const migrate = (ownerUrl: string) => runMigrations({ url: ownerUrl, role: 'wallet_notifier', ...model });
