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
import { AgreementRow } from './agreements/agreement.row';
import { AuthCodeRow } from './codes/auth-code.row';
import { CustomerRow } from './customers/customer.row';
import { DirectoryCustomerRow } from './customers/directory-customer.row';
import { LoginIdRow } from './customers/login-id.row';
import { ToldFactRow } from './agreements/told-fact.row';
import { PreparationRow } from './codes/preparation.row';
import { TokenRow } from './tokens/token.row';

export const schema = 'auth';
const model = {
  schema,
  entities: [
    AgreementRow,
    AuthCodeRow,
    CustomerRow,
    DirectoryCustomerRow,
    LoginIdRow,
    OutboxRow,
    PreparationRow,
    TokenRow,
    ToldFactRow,
  ],
  migrations: migrationsIn(join(__dirname, 'migrations')),
};

/** Not connected yet. */
export const authDataSource = (to: string | PostgresAddress, session?: PostgresSession) =>
  createDataSource({ ...addressOf(to), ...model, ...(session && { session }) });

/** Brings the schema up to date, as the role that owns it. */
export const migrate = (owner: string | PostgresAddress) =>
  runMigrations({ ...addressOf(owner), role: 'wallet_auth', ...model });
