import { isUtf8 } from 'node:buffer';
import { literalMark, scanJson, type NumberRule } from './json-scan';
import { NumberLiteral } from './number-literal';
import { illegal, type Parsed } from '../results/parsed';

export type JsonObject = Readonly<Record<string, unknown>>;

/** As it is for what will be kept and told on. */
const exact: NumberRule = { mustBeExact: true };

/**
 * Parses a body that will be trusted with money. Refuses what parsers disagree about or what hurts later: invalid
 * UTF-8, a byte order mark, more than `jsonLimits` allow, a key twice in one object, `__proto__`, `constructor` or
 * `prototype` as a key, NUL or a lone surrogate in a string, a number that a double cannot hold, and a top level that is
 * not an object. A number that is written in another way than its value stays a `NumberLiteral`. Linear in the size of
 * the body. See docs/alipayplus.md#json.
 */
export function parseStrictJson(rawBody: Uint8Array, numbers: NumberRule = exact): Parsed<JsonObject> {
  if (!isUtf8(rawBody)) return illegal('body', 'not UTF-8');
  const text = Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength).toString();
  const scanned = scanJson(text, numbers);
  if ('fault' in scanned) return illegal('body', scanned.fault);
  const value = parseJson(scanned.text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return illegal('body', 'not a JSON object');
  return { ok: true, value: (scanned.hasLiterals ? withLiterals(value) : value) as JsonObject };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withLiterals(json: unknown): unknown {
  if (typeof json === 'string') return json.startsWith(literalMark) ? new NumberLiteral(json.slice(1)) : json;
  if (Array.isArray(json)) return json.map(withLiterals);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, child]) => [key, withLiterals(child)]));
}
