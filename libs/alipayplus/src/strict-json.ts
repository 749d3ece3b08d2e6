import { isUtf8 } from 'node:buffer';
import { findJsonFault } from './json-fault';
import { illegal, type Parsed } from './parsed';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Parses a body that will be trusted with money. Refuses what parsers disagree about or what hurts later: invalid
 * UTF-8, a byte order mark, more than 16 levels or 500 keys, a key twice in one object, `__proto__`, `constructor` or
 * `prototype` as a key, NUL or a lone surrogate in a string, a number beyond the finite ones, and a top level that is
 * not an object. Linear in the size of the body. See docs/alipayplus.md#json.
 */
export function parseStrictJson(rawBody: Uint8Array): Parsed<JsonObject> {
  if (!isUtf8(rawBody)) return illegal('body', 'not UTF-8');
  const text = Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength).toString();
  const fault = findJsonFault(text);
  if (fault) return illegal('body', fault);
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return illegal('body', 'not a JSON object');
  return { ok: true, value: value as JsonObject };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
