/** What must hold in one schema at every moment. */
export interface Check {
  /** The invariant that it is a part of, e.g. `I3`; several checks may have the same. */
  readonly id: string;
  /** What is true of sound books. */
  readonly name: string;
  /** One SELECT of the rows that break it: none in sound books. */
  readonly sql: string;
}

export type Row = Readonly<Record<string, unknown>>;

export interface CheckResult {
  readonly id: string;
  readonly name: string;
  readonly status: 'ok' | 'broken';
  /** When it is broken: how many rows there are, and the first three. */
  readonly detail?: string;
  readonly rows?: readonly Row[];
}

/** Runs one SELECT without parameters. */
export type Ask = (sql: string) => Promise<Row[]>;

const shownRows = 3;

/** Each is a statement of its own, and so sees no payment half. */
export async function runChecks(checks: readonly Check[], ask: Ask): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await runCheck(check, ask));
  return results;
}

async function runCheck({ id, name, sql }: Check, ask: Ask): Promise<CheckResult> {
  const found = await ask(
    `select count(*) over () as breaking_rows, broken.* from (${sql}) as broken limit ${shownRows}`,
  );
  if (found.length === 0) return { id, name, status: 'ok' };
  const rows = found.map(({ breaking_rows: _, ...row }) => row);
  const count = String(found[0]?.['breaking_rows']);
  return { id, name, status: 'broken', detail: count === '1' ? '1 row' : `${count} rows`, rows };
}
