import { createDataSource, OutboxRow, runMigrations, type SessionSettings } from '@wallet/postgres';
import { AgreementRow } from './agreements/agreement.row';
import { AuthCodeRow } from './codes/auth-code.row';
import { CustomerRow } from './customers/customer.row';
import { DirectoryCustomerRow } from './customers/directory-customer.row';
import { LoginIdRow } from './customers/login-id.row';
import { Initial1700000000001 } from './migrations/0001-initial';
import { Agreements1700000000002 } from './migrations/0002-agreements';
import { Operators1700000000003 } from './migrations/0003-operators';
import { AnsweredCalls1700000000005 } from './migrations/0005-answered-calls';
import { QuietOutbox1700000000011 } from './migrations/0011-quiet-outbox';
import { Renumbering1700000000012 } from './migrations/0012-renumbering';
import { Imports1700000000016 } from './migrations/0016-imports';
import { ImportApprovals1700000000017 } from './migrations/0017-import-approvals';
import { ToldFacts1700000000019 } from './migrations/0019-told-facts';
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
  migrations: [
    Initial1700000000001,
    Agreements1700000000002,
    Operators1700000000003,
    AnsweredCalls1700000000005,
    QuietOutbox1700000000011,
    Renumbering1700000000012,
    Imports1700000000016,
    ImportApprovals1700000000017,
    ToldFacts1700000000019,
  ],
};

/** Not connected yet. */
export const authDataSource = (url: string, session?: SessionSettings) =>
  createDataSource({ url, ...model, ...(session && { session }) });

/** Brings the schema up to date; `ownerUrl` is of the role that owns it. */
export const migrate = (ownerUrl: string) => runMigrations({ url: ownerUrl, role: 'wallet_auth', ...model });
