import { isHostEntry, NotifyHosts } from './notify-hosts';

const hosts = new NotifyHosts(
  ['notify.example', 'Other.example:8443', '127.0.0.1:9000', '[::1]:9000', '10.1.2.3', 'open.example'],
  'https://open.example',
);

it.each([
  ['https://notify.example/a/b?c=d&e', 'https://notify.example', '/a/b?c=d&e'],
  ['https://NOTIFY.example:443/a%20b#part', 'https://notify.example', '/a%20b'],
  ['https://notify.example', 'https://notify.example', '/'],
  ['https://other.example:8443/n', 'https://other.example:8443', '/n'],
  ['http://127.0.0.1:9000/n', 'http://127.0.0.1:9000', '/n'],
  ['https://127.0.0.1:9000/n', 'https://127.0.0.1:9000', '/n'],
  ['http://[::1]:9000/n', 'http://[::1]:9000', '/n'],
  ['https://10.1.2.3/n', 'https://10.1.2.3', '/n'],
  ['https://open.example/own?path', null, '/own?path'],
])('calls %s', (url, origin, path) => {
  expect(hosts.find(url)).toEqual({ origin, path });
});

it.each([
  undefined,
  '',
  '/aps/api/v1/payments/notifyPayment',
  'http://notify.example/n',
  'https://notify.example:8443/n',
  'https://notify.example.evil.example/n',
  'https://sub.notify.example/n',
  'https://notify.example./n',
  'https://me:pw@notify.example/n',
  'https://me@notify.example/n',
  'https://other.example/n',
  'http://10.1.2.3/n',
  'http://127.0.0.1/n',
  'http://localhost:9000/n',
  'ftp://notify.example/n',
  'javascript:alert(1)',
  'https://169.254.169.254/latest/meta-data',
])('does not call %s', (url) => {
  expect(hosts.find(url)).toBeUndefined();
});

it('calls nobody but the agreed address unless it is told to', () => {
  const none = new NotifyHosts([], 'https://open.example');
  expect(none.find('https://open.example/n')).toBeUndefined();
  expect(none.origins).toEqual([]);
});

it('knows which addresses there can be, the agreed one not among them', () => {
  expect(hosts.origins).toEqual([
    'https://notify.example',
    'https://other.example:8443',
    'https://127.0.0.1:9000',
    'http://127.0.0.1:9000',
    'https://[::1]:9000',
    'http://[::1]:9000',
    'https://10.1.2.3',
  ]);
});

it.each(['notify.example', 'a', '127.0.0.1', '[::1]', '[::1]:80', 'a.example:8443'])('has the entry %s', (entry) => {
  expect(isHostEntry(entry)).toBe(true);
});

it.each([
  '',
  '*',
  '*.example',
  'https://a.example',
  'a.example/',
  'a.example/n',
  'me@a.example',
  'a:b',
  'a:99999',
  'a b',
])('refuses the entry %p', (entry) => {
  expect(isHostEntry(entry)).toBe(false);
});
