import { isRedirectHost, RedirectHosts } from './redirect-hosts';

const hosts = new RedirectHosts([
  'shop.example',
  'Port.Example:8443',
  '*.Below.example',
  '*.below-port.example:8443',
  'xn--bcher-kva.example',
  '127.0.0.1:8080',
  '[::1]:8080',
  'localhost',
  '[2001:db8::1]',
  '192.0.2.1',
]);

describe('where a user may be sent to', () => {
  it.each([
    'https://shop.example',
    'https://shop.example/',
    'https://shop.example?a=1',
    'https://shop.example#part',
    'https://shop.example/a/../b?next=https://evil.example/#@evil.example',
    'https://SHOP.Example/back',
    'HTTPS://shop.example/back',
    'Http://localhost/',
    'https://shop.example:443/back',
    'https://port.example:8443/back',
    'https://a.below.example/',
    'https://a.b.c.below.example/',
    'https://a.below-port.example:8443/',
    'https://xn--bcher-kva.example/',
    'https://127.0.0.1:8080/',
    'http://127.0.0.1:8080/',
    'http://[::1]:8080/',
    'http://localhost/',
    'http://localhost:80/',
    'https://localhost/',
    'https://[2001:db8::1]/',
    'https://192.0.2.1/',
  ])('%s is allowed', (url) => {
    expect(hosts.allows(url)).toBe(true);
  });

  it.each([
    ['another host', 'https://evil.example/'],
    ['the metadata address', 'http://169.254.169.254/latest/meta-data'],
    ['a name that only ends alike', 'https://evilshop.example/'],
    ['a name that only begins alike', 'https://shop.example.evil.example/'],
    ['a name below an exact one', 'https://a.shop.example/'],
    ['the name above', 'https://example/'],
    ['the name of a wildcard itself', 'https://below.example/'],
    ['a name that only ends like a wildcard', 'https://evilbelow.example/'],
    ['an empty label', 'https://.below.example/'],
    ['a star', 'https://*.below.example/'],
    ['a trailing dot', 'https://shop.example./'],
    ['a trailing dot below a wildcard', 'https://a.below.example./'],
    ['another port', 'https://shop.example:8443/'],
    ['the port of http', 'https://shop.example:80/'],
    ['no port where one is listed', 'https://port.example/'],
    ['another port below a wildcard', 'https://a.below-port.example/'],
    ['an empty port', 'https://shop.example:/'],
    ['a port with a zero before it', 'https://shop.example:0443/'],
    ['a port that is none', 'https://shop.example:99999/'],
    ['http', 'http://shop.example/'],
    ['http on a port of https', 'http://localhost:443/'],
    ['http to an address that is not loopback', 'http://192.0.2.1/'],
    ['an allowed user at another host', 'https://shop.example@evil.example/'],
    ['the same without a dot', 'https://shop.example@evil/'],
    ['an allowed user and port', 'https://shop.example:443@evil.example/'],
    ['a user at an allowed host', 'https://user@shop.example/'],
    ['a user and a password', 'https://user:word@shop.example/'],
    ['an empty user', 'https://@shop.example/'],
    ['two at-signs', 'https://evil.example@x@shop.example/'],
    ['a backslash', 'https://evil.example\\@shop.example/'],
    ['a backslash after it', 'https://shop.example\\@evil.example/'],
    ['backslashes for slashes', 'https:\\\\shop.example/'],
    ['one slash', 'https:/shop.example/'],
    ['three slashes', 'https:///shop.example/'],
    ['no slash', 'https:shop.example'],
    ['no scheme', '//shop.example/'],
    ['javascript', 'javascript:alert(1)//shop.example/'],
    ['javascript with slashes', 'javascript://shop.example/%0aalert(1)'],
    ['data', 'data:text/html,https://shop.example/'],
    ['another scheme', 'ftp://shop.example/'],
    ['a scheme of an app', 'shop://shop.example/'],
    ['space before', ' https://shop.example/'],
    ['a tab in the host', 'https://shop.exa\tmple/'],
    ['a line end in the host', 'https://shop.example\n.evil.example/'],
    ['a host that a fragment ends', 'https://evil.example#.below.example/'],
    ['a host that a query ends', 'https://evil.example?.below.example/'],
    ['an escaped dot', 'https://shop%2eexample/'],
    ['an escaped slash', 'https://shop.example%2f.evil.example/'],
    ['an ideographic full stop', 'https://shop。example/'],
    ['full-width letters', 'https://ｓhop.example/'],
    ['a Cyrillic letter', 'https://shоp.example/'],
    ['an IDN that is not in Punycode', 'https://bücher.example/'],
    ['a soft hyphen', 'https://shop\u00ad.example/'],
    ['a hexadecimal address', 'http://0x7f000001:8080/'],
    ['a short address', 'http://127.1:8080/'],
    ['a number for an address', 'http://2130706433:8080/'],
    ['a long IPv6 address', 'http://[0:0:0:0:0:0:0:1]:8080/'],
    ['IPv4 in IPv6', 'http://[::ffff:127.0.0.1]:8080/'],
    ['IPv6 without its port', 'http://[::1]/'],
    ['IPv6 with a zone', 'http://[::1%25eth0]:8080/'],
    ['nothing', ''],
  ])('%s is refused: %j', (_, url) => {
    expect(hosts.allows(url)).toBe(false);
  });

  it('allows nothing when no host is listed', () => {
    expect(new RedirectHosts([]).allows('https://shop.example/')).toBe(false);
  });

  it.each(['shop.example', 'SHOP.example:8443', '*.shop.example', 'localhost', '127.0.0.1:8080', '[::1]', 'a'])(
    '%s can be listed',
    (host) => {
      expect(isRedirectHost(host)).toBe(true);
    },
  );

  it.each([
    '*',
    '*.example',
    '*.*.example',
    'shop.*',
    'https://shop.example',
    'shop.example/',
    'shop.example.',
    'shop.example:',
    'shop.example:0',
    'shop.example:65536',
    'user@shop.example',
    'bücher.example',
    'a..example',
    '127.1',
    '[::0:1]',
    '[shop]',
    '',
  ])('%j cannot be listed', (host) => {
    expect(isRedirectHost(host)).toBe(false);
    expect(() => new RedirectHosts([host])).toThrow('not a host');
  });
});
