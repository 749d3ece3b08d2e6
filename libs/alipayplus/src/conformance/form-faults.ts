import type { z } from 'zod';

export type Read<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly faults: string[] };

const missing: z.core.$ZodErrorMap = (issue) => (issue.input === undefined ? 'is missing' : undefined);

/** Reads JSON by a schema; every fault is named by its field and the rule. */
export function formFaults<Schema extends z.ZodType>(schema: Schema, json: unknown): Read<z.output<Schema>> {
  const read = schema.safeParse(json, { error: missing });
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, faults: read.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`) };
}
