import { createDataSource, OutboxRow, runMigrations } from '@wallet/postgres';
import { CustomerRow } from './customer.row';
import { LoginIdRow } from './login-id.row';
import { Initial1700000000001 } from './migrations/0001-initial';

export const schema = 'auth';
const model = { schema, entities: [CustomerRow, LoginIdRow, OutboxRow], migrations: [Initial1700000000001] };

/** Not connected yet. */
export const authDataSource = (url: string) => createDataSource({ url, ...model });

/** Brings the schema up to date; `ownerUrl` is of the role that owns it. */
export const migrate = (ownerUrl: string) => runMigrations({ url: ownerUrl, role: 'wallet_auth', ...model });
