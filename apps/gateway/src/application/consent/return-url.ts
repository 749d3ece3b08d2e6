/** What a user takes back to the auth client; without a code the user has refused. */
export interface Returned {
  readonly authCode?: string | undefined;
  readonly authState: string;
}

const ours = new Set(['authCode', 'authState', 'error']);

/**
 * The address that a user returns to: `authCode`, or `error=access_denied` (RFC 6749 §4.1.2.1), and `authState` come after
 * the query that is there, and each of them comes once (§3.1). All ASCII, so it fits a header. Whether the host is allowed
 * is not checked here.
 */
export function returnUrl(authRedirectUrl: string, { authCode, authState }: Returned): string {
  const url = new URL(authRedirectUrl);
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !ours.has(nameOf(pair)));
  const outcome = authCode === undefined ? 'error=access_denied' : `authCode=${encodeURIComponent(authCode)}`;
  url.search = [...kept, outcome, `authState=${encodeURIComponent(authState)}`].join('&');
  return url.href;
}

/** As a server reads it, escapes undone. */
const nameOf = (pair: string): string => [...new URLSearchParams(pair).keys()][0] ?? '';
