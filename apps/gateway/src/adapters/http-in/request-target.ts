import { apiPath, servedApis, type ServedApi } from '@wallet/alipayplus';

const names = Object.keys(servedApis) as ServedApi[];

const absoluteForm = /^https?:\/\/([^/?#]*)(\/.*)$/i;

/**
 * The path and query that a signature covers: the target itself in origin form; without scheme and authority in absolute
 * form (RFC 9112 §3.2.2) when the authority equals Host. Any other target is returned as it is and is no API.
 */
export function signedUri(target: string, host: string | undefined): string {
  const [, authority, uri] = absoluteForm.exec(target) ?? [];
  return uri !== undefined && authority === host ? uri : target;
}

/** Compared byte for byte: an encoded, doubled or differing path, a query or a trailing slash names no API. */
export class ApiRoutes {
  private readonly byUri: ReadonlyMap<string, ServedApi>;

  constructor(apiPrefix: string) {
    this.byUri = new Map(names.map((api) => [apiPath(api, apiPrefix), api]));
  }

  find(uri: string): ServedApi | undefined {
    return this.byUri.get(uri);
  }

  /** What the router sees in place of the target: the API's path below the prefix, or a path without a route. */
  routeOf(uri: string): string {
    const api = this.find(uri);
    return api ? servedApis[api].path : '/';
  }
}
