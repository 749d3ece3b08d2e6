import { operatorError, readOperatorNote } from '@wallet/operator-endpoint';
import { z } from 'zod';
import type { NewRow } from '../../../application/imports/stage-import';
import type { OperatorNote } from '../../../application/ports/operator-note';
import { readImportRow } from '../import-row';

const maxRows = 1_000;
const line = z.int().min(1).max(100_000_000);
const rowsBody = z.looseObject({
  rows: z.array(z.strictObject({ line, customer: z.unknown() })).max(maxRows),
});
const submitBody = z.looseObject({ rows: z.int().min(0) });

export interface AskedRows {
  readonly good: readonly NewRow[];
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly note: OperatorNote;
}

/** Throws what the operator endpoint answers to a body that it cannot understand; so does `readSubmit`. */
export function readRows(rawBody: unknown): AskedRows {
  const body = rowsBody.safeParse(rawBody).data;
  if (!body) throw badRequest(`send {"rows": [{"line", "customer"}], "operator", "reason"}, at most ${maxRows} rows`);
  const { rows, ...note } = body;
  const read = rows.map((row) => ({ line: row.line, ...readImportRow(row.customer) }));
  return {
    good: read.flatMap((row) => ('customer' in row ? [{ ...row.customer, line: row.line }] : [])),
    rejected: read.flatMap((row) => ('reason' in row ? [{ line: row.line, reason: row.reason }] : [])),
    note: readOperatorNote(note),
  };
}

export function readSubmit(rawBody: unknown): { rows: number; note: OperatorNote } {
  const body = submitBody.safeParse(rawBody).data;
  if (!body) throw badRequest('send {"rows", "operator", "reason"}: how many rows were staged');
  const { rows, ...note } = body;
  return { rows, note: readOperatorNote(note) };
}

/** Undefined: it is no id. */
export const readImportId = (rawId: string): string | undefined => z.uuid().safeParse(rawId).data;

export const badRequest = (message: string): Error => operatorError(400, 'bad-request', message);
