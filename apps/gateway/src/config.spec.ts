import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeKeys } from '@wallet/testkit';
import { readConfig } from './config';

describe('the settings of the gateway', () => {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-config-'));
  const keyFile = join(dir, 'token-hash.key');
  const tokenFile = join(dir, 'session.token');
  const good = {
    HEALTH_PORT: '0',
    KAFKA_BROKERS: 'localhost:1',
    PORT: '0',
    WALLET_PORT: '0',
    CLIENT_ID: 'client',
    PSP_ID: 'psp',
    KEYS_DIR: dir,
    SEAL_KEYS_DIR: dir,
    TOKEN_HASH_KEY_FILE: keyFile,
    PUBLIC_URL: 'https://wallet.example/',
    WALLET_APP_URL: 'walletapp://consent',
    WALLET_SESSION: 'link',
    ALIPAYPLUS_BASE_URL: 'https://alipayplus.example',
  };
  const read = (over: Record<string, string> = {}) => readConfig({ ...good, ...over });

  beforeAll(() => {
    writeKeys(dir);
    writeFileSync(keyFile, randomBytes(32).toString('base64'));
    writeFileSync(tokenFile, 'a-token\n');
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('need no more than these when the wallet app signs links', () => {
    expect(read()).toMatchObject({
      WALLET_SESSION: 'link',
      PUBLIC_URL: 'https://wallet.example',
      AUTH_REDIRECT_HOSTS: [],
      WALLET_NAME: 'Wallet',
      TRUSTED_PROXIES: [],
      CONSULT_TIMEOUT_MS: 5_000,
    });
  });

  it('take addresses and ranges of proxies', () => {
    const TRUSTED_PROXIES = ['10.0.0.1', '10.1.0.0/16', '2001:db8::1', 'fd00::/8'];
    expect(read({ TRUSTED_PROXIES: TRUSTED_PROXIES.join(', ') })).toMatchObject({ TRUSTED_PROXIES });
  });

  it('name who checks the payment factor when there is one', () => {
    expect(read().PAYMENT_FACTOR).toBeUndefined();
    expect(read({ PAYMENT_FACTOR: 'developer' })).toMatchObject({ DEVELOPER_PIN: '123456' });
    const http = { PAYMENT_FACTOR: 'http', PAYMENT_FACTOR_URL: 'https://factors.example/check' };
    expect(read(http)).toMatchObject({ ...http, PAYMENT_FACTOR_TIMEOUT_MS: 3_000 });
    expect(() => read({ PAYMENT_FACTOR: 'http' })).toThrow('PAYMENT_FACTOR_URL');
    expect(() => read({ PAYMENT_FACTOR: 'pin' })).toThrow('must be none, developer or http');
  });

  it('name the session store when there is one', () => {
    const http = { WALLET_SESSION: 'http', WALLET_SESSION_URL: 'https://sessions.example/introspect' };
    expect(read(http)).toMatchObject({ ...http, WALLET_SESSION_TIMEOUT_MS: 1_500 });
    expect(read({ ...http, WALLET_SESSION_TOKEN_FILE: tokenFile })).toMatchObject({
      WALLET_SESSION_TOKEN_FILE: { path: tokenFile },
    });
  });

  it.each([
    [{ WALLET_SESSION: '' }, 'WALLET_SESSION must be link or http'],
    [{ WALLET_SESSION: 'cookie' }, 'WALLET_SESSION must be link or http'],
    [
      { WALLET_SESSION: 'http' },
      'WALLET_SESSION_URL must be a URL that begins with http:// or https:// (it is not set)',
    ],
    [{ WALLET_SESSION: 'http', WALLET_SESSION_URL: 'x' }, 'WALLET_SESSION_URL must be a URL that begins with http://'],
    [{ PUBLIC_URL: 'https://wallet.example/path' }, 'PUBLIC_URL must be an origin'],
    [{ WALLET_PORT: '' }, 'WALLET_PORT must be a port number'],
    [{ WALLET_APP_URL: 'wallet.example' }, 'WALLET_APP_URL must be an absolute URL'],
    [{ AUTH_REDIRECT_HOSTS: 'https://shop.example' }, 'AUTH_REDIRECT_HOSTS must be hosts'],
    [{ TRUSTED_PROXIES: 'ingress.example' }, 'TRUSTED_PROXIES must be addresses or ranges'],
    [{ TRUSTED_PROXIES: '10.0.0.1,true' }, 'TRUSTED_PROXIES must be addresses or ranges'],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES must be addresses or ranges'],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' }, 'TRUSTED_PROXIES must be addresses or ranges'],
    [{ TRUSTED_PROXIES: '::/0' }, 'TRUSTED_PROXIES must be addresses or ranges'],
  ])('%j: %s', (over, message) => {
    expect(() => read(over)).toThrow(message);
  });

  it('name everything that is wrong at once', () => {
    expect(() => read({ WALLET_SESSION: 'http', PORT: 'x', ALIPAYPLUS_BASE_URL: '' })).toThrow(
      /PORT must.*ALIPAYPLUS_BASE_URL must.*WALLET_SESSION_URL must/,
    );
  });
});
