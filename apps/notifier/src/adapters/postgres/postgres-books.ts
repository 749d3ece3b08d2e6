import { notifierChecks, runChecks, type CheckResult } from '@wallet/books';
import { report } from '@wallet/postgres';
import type { Books } from '../../application/prove-books';

/** For each check. */
const timeoutMs = 300_000;

/** Asked on a connection of its own: it reads whole tables. */
export class PostgresBooks implements Books {
  constructor(private readonly url: string) {}

  check(): Promise<CheckResult[]> {
    const options = { url: this.url, schema: 'notifier', timeoutMs };
    return report(options, (ask) => runChecks(notifierChecks, (sql) => ask(sql)));
  }
}
