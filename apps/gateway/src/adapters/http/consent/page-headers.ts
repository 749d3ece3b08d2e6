const loopback = /^(localhost|127\.0\.0\.1)(:\d+)?$/;

/**
 * Where the form may lead to: us, then the auth client. Browsers hold every redirect after a form against `form-action`, so
 * all hosts that users are sent to are named (CSP has no form for an IPv6 address).
 */
export function formSources(redirectHosts: readonly string[]): string {
  const named = redirectHosts.map((host) => host.toLowerCase()).filter((host) => !host.startsWith('['));
  return [
    "'self'",
    ...named.flatMap((host) => [`https://${host}`, ...(loopback.test(host) ? [`http://${host}`] : [])]),
  ].join(' ');
}

/** The headers of a page; `formAction` as in `form-action`. No script, no frame, no cookie, and nothing is kept. */
export const pageHeaders = (formAction: string): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  ...commonHeaders,
});

/** What a redirect needs as well: its address holds a code. */
export const commonHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
