import type { Page } from './page';

/**
 * The headers of a page. No script, no frame, no cookie, and nothing is kept. A form leads to us only: browsers would hold a
 * redirect after it against `form-action` too, and the hosts that users are sent to are not for every visitor to read.
 */
export const pageHeaders = ({ hasForm }: Pick<Page, 'hasForm'>): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    `form-action ${hasForm ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  ...commonHeaders,
});

/** Of everything for browsers. */
export const commonHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
