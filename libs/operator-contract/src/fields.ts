import { z } from 'zod';

/** Minor units as text; in the ledger also below zero. */
export const amount = z.object({ currency: z.string(), value: z.string() });

/** As the answers say it: ISO 8601; a database may write its offset. */
export const moment = z.iso.datetime({ offset: true });

/** As a query says it. */
export const since = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time' });

/** How many, of a query, where all is text. */
export function limitOf(max: number, usual: number) {
  const message = `must be 1 to ${max}`;
  return z.coerce.number(message).int(message).min(1, message).max(max, message).default(usual);
}

/** Where a page goes on: the `next` of the page before. */
export const place = z.string('must come once');

export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, `must be one of ${names.join(', ')}`);

/** As it is sent: texts, before they are read. */
export function jsonSchemaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const json = z.toJSONSchema(schema, { io: 'input' });
  delete json.$schema;
  return json;
}
