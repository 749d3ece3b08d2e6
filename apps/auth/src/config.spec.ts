import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeKeys } from '@wallet/testkit';
import { readConfig } from './config';

describe('the customer directory in the settings', () => {
  const dir = mkdtempSync(join(tmpdir(), 'auth-config-'));
  const file = (name: string, content: string) => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  writeKeys(dir);
  afterAll(() => rmSync(dir, { recursive: true }));

  const basic = {
    HEALTH_PORT: '0',
    KAFKA_BROKERS: '127.0.0.1:9092',
    DATABASE_URL: 'postgres://127.0.0.1/wallet',
    OPERATOR_PORT: '0',
    OPERATOR_TOKEN_FILE: file('operator', 'a-token-for-operators'),
    TOKEN_HASH_KEY_FILE: file('hash', Buffer.alloc(32).toString('base64')),
    SEAL_KEYS_DIR: dir,
    ROUTING_NUMBER: '600',
  };
  const http = {
    ...basic,
    CUSTOMER_DIRECTORY: 'http',
    DIRECTORY_URL: 'https://directory.example/v1',
    DIRECTORY_TOKEN_FILE: file('token', 'a-token\n'),
    DIRECTORY_CURRENCY: 'HKD',
  };

  it.each([basic, { ...basic, CUSTOMER_DIRECTORY: 'own' }, { ...http, CUSTOMER_DIRECTORY: '' }])(
    'is our own by default',
    (env) => {
      expect(readConfig(env).CUSTOMER_DIRECTORY).not.toBe('http');
    },
  );

  it('is reached over HTTP with a token and in time', () => {
    expect(readConfig(http)).toMatchObject({
      CUSTOMER_DIRECTORY: 'http',
      DIRECTORY_URL: 'https://directory.example/v1',
      DIRECTORY_TOKEN_FILE: { path: http.DIRECTORY_TOKEN_FILE },
      DIRECTORY_TIMEOUT_MS: 1_000,
      DIRECTORY_CURRENCY: 'HKD',
    });
  });

  it.each([
    ['CUSTOMER_DIRECTORY', 'ldap'],
    ['DIRECTORY_URL', ''],
    ['DIRECTORY_URL', 'ftp://directory.example'],
    ['DIRECTORY_TOKEN_FILE', ''],
    ['DIRECTORY_TOKEN_FILE', file('two', 'two words')],
    ['DIRECTORY_TIMEOUT_MS', '0'],
    ['DIRECTORY_CURRENCY', ''],
    ['DIRECTORY_CURRENCY', 'hkd'],
    ['DIRECTORY_CURRENCY', 'XXX'],
  ])('is refused with %s=%s', (name, value) => {
    expect(() => readConfig({ ...http, [name]: value })).toThrow(name);
  });
});
