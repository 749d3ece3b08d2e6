import { ApiRoutes, signedUri } from './request-target';

describe('the request target', () => {
  it.each([
    ['/a/b?c=d', 'host', '/a/b?c=d'],
    ['http://host:8080/a/b?c', 'host:8080', '/a/b?c'],
    ['HTTPS://host/a', 'host', '/a'],
    ['http://evil/a', 'host', 'http://evil/a'],
    ['http://user@host/a', 'host', 'http://user@host/a'],
    ['http://host', 'host', 'http://host'],
    ['http://host/a', undefined, 'http://host/a'],
    ['ftp://host/a', 'host', 'ftp://host/a'],
    ['//host/a', 'host', '//host/a'],
  ])('%s with Host %p is signed as %s', (target, host, uri) => {
    expect(signedUri(target, host)).toBe(uri);
  });

  it('names an API only byte for byte', () => {
    const routes = new ApiRoutes('/aps/api/v1');
    expect(routes.find('/aps/api/v1/payments/pay')).toBe('pay');
    expect(routes.find('/aps/api/v1/users/sendOTP')).toBe('sendOTP');
    expect(routes.find('/aps/api/v1/users/sendotp')).toBeUndefined();
    expect(routes.find('/aps/api/v1/payments/notifyPayment')).toBeUndefined();
    expect(routes.find('/aps/api/v1/authorizations/applyToken')).toBe('applyToken');
    expect(routes.find('/aps/api/v1/authorizations/authNotify')).toBeUndefined();
    expect(routes.routeOf('/aps/api/v1/payments/pay')).toBe('/payments/pay');
    expect(routes.routeOf('/payments/pay')).toBe('/');
  });
});
