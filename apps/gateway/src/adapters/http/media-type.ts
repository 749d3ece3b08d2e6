import { headerLines } from './header-lines';
import { RefusedCall } from './refused-call';

const json = /^application\/json(?:[ \t]*;[ \t]*charset=(?:utf-8|"utf-8"))?$/i;

/** JSON in UTF-8 and not encoded; anything else is 415, as is a Content-Type that is missing or repeated. */
export function requireJson(rawHeaders: readonly string[]): void {
  const [type, ...others] = headerLines(rawHeaders, 'content-type');
  const isEncoded = headerLines(rawHeaders, 'content-encoding').length > 0;
  if (isEncoded || others.length > 0 || type === undefined || !json.test(type)) {
    throw new RefusedCall('MEDIA_TYPE_NOT_ACCEPTABLE', undefined, 415);
  }
}
