import { gunzipSync, gzipSync } from 'node:zlib';

/** So much JSON a rule set may be. The rules of all Alipay+ are some 100 KB, which gzip makes a tenth of. */
export const maxCodeRulesBytes = 2 * 1024 * 1024;

/** The rules as they are kept: a record of Kafka is too small for them as they come. */
export const packCodeRules = (codeRules: readonly unknown[]): string =>
  gzipSync(JSON.stringify(codeRules)).toString('base64');

/** Undefined for what `packCodeRules` has not made. */
export function unpackCodeRules(document: string): readonly unknown[] | undefined {
  try {
    const text = gunzipSync(Buffer.from(document, 'base64'), { maxOutputLength: maxCodeRulesBytes }).toString('utf8');
    const codeRules = JSON.parse(text) as unknown;
    return Array.isArray(codeRules) ? codeRules : undefined;
  } catch {
    return undefined;
  }
}
