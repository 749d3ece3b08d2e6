import { report, type ReportOptions, type ReportQuery } from './report';

/** What must hold in one schema at every moment. */
export interface BookCheck {
  /** The invariant that it is a part of, e.g. `I3`; several checks may have the same. */
  readonly id: string;
  /** What is true of sound books. */
  readonly name: string;
  /** One SELECT of the rows that break it: none in sound books. */
  readonly sql: string;
}

const shownRows = 3;

/** Each is a statement of its own, and so sees no payment half. */
export async function runChecks(checks: readonly BookCheck[], ask: ReportQuery) {
  const results = [];
  for (const check of checks) results.push(await runCheck(check, ask));
  return results;
}

async function runCheck({ id, name, sql }: BookCheck, ask: ReportQuery) {
  const found = await ask(
    `select count(*) over () as breaking_rows, broken.* from (${sql}) as broken limit ${shownRows}`,
  );
  if (found.length === 0) return { id, name, status: 'ok' as const };
  const rows = found.map(({ breaking_rows: _, ...row }) => row);
  const count = String(found[0]?.['breaking_rows']);
  return { id, name, status: 'broken' as const, detail: count === '1' ? '1 row' : `${count} rows`, rows };
}

/** The checks of a whole schema, on a connection of their own. Throws as `query` does. */
export const proveBooks = (database: ReportOptions, checks: readonly BookCheck[]) =>
  report(database, (ask) => runChecks(checks, ask));

/** Of a schema with an outbox: its relay keeps up. */
export const outboxCheck = (schema: string): BookCheck => ({
  id: 'I12',
  name: `no fact of ${schema} waits in its outbox for more than a minute`,
  sql: `select id, topic, key, occurred_at from ${schema}.outbox
    where sent_at is null and occurred_at < now() - interval '60 seconds'`,
});
