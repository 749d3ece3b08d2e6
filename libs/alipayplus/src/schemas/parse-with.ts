import type { z } from 'zod';
import { NumberLiteral } from '../json/number-literal';
import { accepted, illegal, type Parsed } from '../results/parsed';

/** What a user types: nothing typed is an answer too. */
const typedByUser = 'otpCode';

/** Parses JSON with a schema. `""`, `null` and `{}` are absent everywhere, as docs/alipayplus.md#conventions rules. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, json: unknown): Parsed<z.output<Schema>> {
  const parsed = schema.safeParse(withoutAbsent(json), { error: nameMissing });
  if (parsed.success) return accepted(parsed.data);
  const issue = parsed.error.issues[0]!;
  return illegal(issue.path.join('.') || 'body', issue.message);
}

const nameMissing: z.core.$ZodErrorMap = (issue) => (issue.input === undefined ? 'is missing' : undefined);

function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null || value instanceof NumberLiteral) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, withoutAbsent(child)] as const);
  return Object.fromEntries(entries.filter(([key, child]) => key === typedByUser || !isAbsent(child)));
}

function isAbsent(value: unknown): boolean {
  if (value === '' || value === null) return true;
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
}
