import { maskCardNumbers } from '@wallet/kernel';
import { z } from 'zod';
import { maxInfoLength } from '../json/json-limits';
import { NumberLiteral } from '../json/number-literal';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A member of this name is read by people; every other one may be an id or a code, which is never looked at. */
const textName = /(?:name|description|desc|title|text|message|reason|remark|memo|note|comment)s?$/i;

/**
 * A part that is kept, compared and echoed as it came, but without what counts as absent and without card numbers in its
 * texts; bounded as JSON text.
 */
export const verbatim = z.preprocess(
  withValues,
  z
    .record(z.string(), z.json())
    .refine((value) => JSON.stringify(value).length <= maxInfoLength, `must not be longer than ${maxInfoLength}`)
    .transform((value) => withMaskedTexts(value) as Record<string, Json>),
);

function withValues(json: unknown): unknown {
  if (json instanceof NumberLiteral) return json.value;
  if (Array.isArray(json)) return json.map(withValues);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, child]) => [key, withValues(child)]));
}

function withMaskedTexts(json: Json, name = ''): Json {
  if (typeof json === 'string') return textName.test(name) ? maskCardNumbers(json) : json;
  if (Array.isArray(json)) return json.map((child) => withMaskedTexts(child, name));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, child]) => [key, withMaskedTexts(child, key)]));
}
