import { headerLines } from '../header-lines';
import { RefusedCall } from '../refused-call';

const token = String.raw`[\w!#$%&'*+.^|~\x60-]`;
const json = /^application\/json[ \t]*(?:;|$)/i;
/** What follows the type: `;`, and perhaps `name=value`, the value plain or quoted. */
const parameters = new RegExp(
  String.raw`;[ \t]*(?:(${token}+)(?:=(?:"((?:[^"\\]|\\.)*)"|(${token}*)))?[ \t]*(?=;|$))?`,
  'gy',
);
const utf8 = /^(?:utf-?8)?$/i;

/**
 * JSON in UTF-8 and not encoded; anything else is 415. A missing type is JSON, and of its parameters only a foreign charset
 * matters; a type that comes twice is refused.
 */
export function requireJson(rawHeaders: readonly string[]): void {
  const [type = '', ...others] = headerLines(rawHeaders, 'content-type');
  const encodings = headerLines(rawHeaders, 'content-encoding').flatMap((line) => line.split(','));
  if (others.length > 0 || !isJson(type.trim()) || !encodings.every(isIdentity)) {
    throw new RefusedCall('MEDIA_TYPE_NOT_ACCEPTABLE', undefined, 415);
  }
}

function isJson(type: string): boolean {
  if (type === '') return true;
  if (!json.test(type)) return false;
  const start = type.indexOf(';');
  if (start < 0) return true;
  const rest = type.slice(start);
  const found = [...rest.matchAll(parameters)];
  const length = found.reduce((sum, [parameter]) => sum + parameter.length, 0);
  return length === rest.length && found.every(([, name, quoted, plain]) => isHarmless(name, quoted ?? plain));
}

const isHarmless = (name = '', value = ''): boolean => name.toLowerCase() !== 'charset' || utf8.test(value);

const isIdentity = (encoding: string): boolean => /^(?:identity)?$/i.test(encoding.trim());
