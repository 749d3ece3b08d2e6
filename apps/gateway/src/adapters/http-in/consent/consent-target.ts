const target = /^\/consent\/(?:style\.css|[0-9A-Za-z]{22})(?:\?.*)?$/;

/** Everything below `/consent/` is for browsers: it is answered in HTML, whatever it is. */
export const isForBrowsers = (uri: string): boolean => uri.startsWith('/consent/');

/** What the router sees of an address for browsers: the address, or one without a route. */
export const consentRoute = (uri: string): string => (target.test(uri) ? uri : '/consent/-/-');
