import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeKeys } from '@wallet/testkit';
import { readConfig } from './config';

describe('the settings', () => {
  const dir = mkdtempSync(join(tmpdir(), 'otp-config-'));
  writeFileSync(join(dir, 'otp.key'), Buffer.alloc(32, 7).toString('base64'));
  writeFileSync(join(dir, 'token'), 'a-token\n');
  writeFileSync(join(dir, 'operator.token'), 'a-token-of-operators\n');
  writeKeys(dir);
  afterAll(() => rmSync(dir, { recursive: true }));

  const least = {
    HEALTH_PORT: '9103',
    OPERATOR_PORT: '9203',
    OPERATOR_TOKEN_FILE: join(dir, 'operator.token'),
    KAFKA_BROKERS: '127.0.0.1:9092',
    REDIS_URL: 'redis://127.0.0.1:6379',
    OTP_KEY_FILE: join(dir, 'otp.key'),
    SEAL_KEYS_DIR: dir,
    SMS_SENDER: 'inbox',
    SMS_INBOX_DIR: join(dir, 'inbox'),
  };

  it('have the ruled defaults', () => {
    expect(readConfig(least)).toMatchObject({
      OTP_LENGTH: 6,
      SMS_CONCURRENCY: 32,
      OTP_COUNTRIES: [],
      OTP_BLOCKED_PREFIXES: [],
      OTP_KEY_FILE: Buffer.alloc(32, 7),
    });
    const { limits } = readConfig(least);
    expect(limits).toMatchObject({
      OTP_LIFE_SECONDS: 300,
      OTP_MAX_TRIES: 3,
      OTP_RESEND_SECONDS: 60,
      OTP_MAX_SENDS: 3,
      OTP_SENDS_PER_NUMBER_HOUR: 5,
      OTP_SENDS_PER_NUMBER_DAY: 10,
      OTP_SENDS_PER_MERCHANT_HOUR: 1_000,
      OTP_SENDS_PER_PREFIX: 20,
      OTP_PREFIX_WINDOW_SECONDS: 600,
      OTP_CONVERSION_SENDS: 100,
      OTP_CONVERSION_PERCENT: 20,
      OTP_PREFIX_BLOCK_SECONDS: 3_600,
      OTP_WRONG_CODES_PER_ACCOUNT: 5,
      OTP_ACCOUNT_BLOCK_SECONDS: 900,
      SMS_TIMEOUT_MS: 2_000,
    });
    expect([limits.OTP_COUNTRY_BUDGETS, limits.OTP_SENDS_PER_COUNTRY_DAY]).toEqual([{}, undefined]);
  });

  it('name countries, prefixes and budgets', () => {
    const given = { OTP_COUNTRIES: '852, +1', OTP_BLOCKED_PREFIXES: '1876', OTP_COUNTRY_BUDGETS: '852:50000, 1:0' };
    expect(readConfig({ ...least, ...given })).toMatchObject({
      OTP_COUNTRIES: ['852', '1'],
      OTP_BLOCKED_PREFIXES: ['1876'],
      limits: { OTP_COUNTRY_BUDGETS: { 852: 50_000, 1: 0 } },
    });
  });

  it('of the HTTP provider are its address and perhaps a token', () => {
    const http = { ...least, SMS_SENDER: 'http', SMS_URL: 'https://sms.example/send' };
    expect(readConfig(http)).not.toHaveProperty('SMS_TOKEN_FILE');
    expect(readConfig({ ...http, SMS_TOKEN_FILE: join(dir, 'token') })).toMatchObject({
      SMS_TOKEN_FILE: { path: join(dir, 'token') },
    });
  });

  it.each([
    [{ OTP_LENGTH: '3' }, 'OTP_LENGTH'],
    [{ OTP_LENGTH: '13' }, 'OTP_LENGTH'],
    [{ OTP_COUNTRIES: 'HK' }, 'OTP_COUNTRIES must be digits'],
    [{ OTP_COUNTRY_BUDGETS: '852=5' }, 'OTP_COUNTRY_BUDGETS must be like 852:50000'],
    [{ OTP_CONVERSION_PERCENT: '101' }, 'OTP_CONVERSION_PERCENT must be 0 to 100'],
    [{ OTP_KEY_FILE: join(dir, 'token') }, 'OTP_KEY_FILE'],
    [{ SMS_SENDER: 'pigeon' }, 'SMS_SENDER must be http or inbox'],
    [{ SMS_SENDER: '' }, 'SMS_SENDER must be http or inbox'],
    [{ SMS_SENDER: 'http' }, 'SMS_URL'],
    [{ SMS_SENDER: 'http', SMS_URL: 'https://sms.example', SMS_TOKEN_FILE: '/none' }, 'SMS_TOKEN_FILE'],
    [{ SMS_INBOX_DIR: '' }, 'SMS_INBOX_DIR'],
    [{ SMS_TEMPLATE: 'Hello' }, 'SMS_TEMPLATE must contain {code}'],
    [{ SMS_TEMPLATE_AUTHORIZATION: 'Hello' }, 'SMS_TEMPLATE_AUTHORIZATION must contain {code}'],
    [{ SMS_TEMPLATE_VERIFICATION: 'Hello' }, 'SMS_TEMPLATE_VERIFICATION must contain {code}'],
    [{ REDIS_URL: '', SMS_SENDER: '' }, 'REDIS_URL'],
  ])('%j is refused by name', (wrong, message) => {
    expect(() => readConfig({ ...least, ...wrong })).toThrow(message);
  });
});
