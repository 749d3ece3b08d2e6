import { z } from 'zod';
import { parseConfig } from './parse-config';
import { wrongPlaintext } from './plaintext';
import { settings } from './settings';

const instead = 'set TLS=true';

it.each([
  '127.0.0.1',
  '127.9.8.7',
  'localhost',
  'LocalHost',
  '::1',
  '[::1]',
  '::ffff:127.0.0.1',
  '',
  '/run/postgres',
  '%2Frun',
])('nothing that is sent to %p leaves this machine', (host) => {
  expect(wrongPlaintext([host], instead)).toBeUndefined();
});

it.each([
  '10.1.2.3',
  '192.168.0.1',
  '0.0.0.0',
  'db',
  'localhost.example',
  '127.0.0.1.example',
  '127.1',
  'fd00::1',
  '[::2]',
])('what is sent to %p may, and says what to do', (host) => {
  const words = `must not be in the clear to another machine, ${host}: set TLS=true, or set ALLOW_PLAINTEXT=true`;
  expect(wrongPlaintext(['127.0.0.1', host], instead)).toBe(words);
});

describe('the URL of a server', () => {
  const schema = z.object({ A_URL: settings.urlOf('http', 'https', 'redis', 'rediss') });
  const read = (url: string, more: object = {}) => parseConfig(schema, { A_URL: url, ...more }).A_URL;

  it.each(['https://10.1.2.3/a?host=b', 'rediss://10.1.2.3', 'http://127.1/a?host=b', 'redis://localhost'])(
    'may be %s',
    (url) => expect(read(url)).toBe(url),
  );

  it.each([
    ['http://u:s3cret@10.1.2.3/a', 'begin it with https://'],
    ['HTTP://sms.example', 'begin it with https://'],
    ['redis://u:s3cret@cache', 'begin it with rediss://'],
    ['redis:///0?host=cache', 'begin it with rediss://'],
  ])('must not be %s unless plain text is allowed', (url, words) => {
    expect(() => read(url)).toThrow(words);
    expect(() => read(url)).not.toThrow(/s3cret|\n/);
    expect(() => read(url, { ALLOW_PLAINTEXT: 'yes' })).toThrow(words);
    expect(read(url, { ALLOW_PLAINTEXT: 'true' })).toBe(url);
    expect(() => read(url)).toThrow(words);
  });
});
