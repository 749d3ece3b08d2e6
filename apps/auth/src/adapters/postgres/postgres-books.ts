import { authChecks, runChecks, type CheckResult } from '@wallet/books';
import { report } from '@wallet/postgres';
import type { Books } from '../../application/prove-books';

/** For each check. */
const timeoutMs = 300_000;

/** Asked on a connection of its own: it reads whole tables. */
export class PostgresBooks implements Books {
  constructor(private readonly database: { readonly url: string; readonly schema: string }) {}

  check(): Promise<CheckResult[]> {
    return report({ ...this.database, timeoutMs }, (ask) => runChecks(authChecks, (sql) => ask(sql)));
  }
}
