import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeKeys } from '@wallet/testkit';
import { readConfig } from './config';

const folder = mkdtempSync(join(tmpdir(), 'notifier-config-'));
const tokenFile = join(folder, 'token');
writeKeys(folder);
beforeEach(() => writeFileSync(tokenFile, 'a-token-for-operators\n'));
afterAll(() => rmSync(folder, { recursive: true }));

const complete = {
  HEALTH_PORT: '0',
  KAFKA_BROKERS: '127.0.0.1:9092',
  DATABASE_URL: 'postgres://wallet_notifier@127.0.0.1/wallet',
  ALIPAYPLUS_BASE_URL: 'https://open.example.com',
  CLIENT_ID: 'SANDBOX_5X00000000000001',
  KEYS_DIR: folder,
  SEAL_KEYS_DIR: folder,
  OPERATOR_PORT: '0',
  OPERATOR_TOKEN_FILE: tokenFile,
};

it('has 16 attempts over about 73 hours unless it is told otherwise', () => {
  const { NOTIFY_SCHEDULE_SECONDS: gaps, NOTIFY_TIMEOUT_MS } = readConfig(complete);
  expect(gaps).toHaveLength(16);
  expect(gaps.reduce((sum, gap) => sum + gap) / 3_600).toBeCloseTo(73, 0);
  expect(NOTIFY_TIMEOUT_MS).toBe(5_000);
  expect(readConfig({ ...complete, NOTIFY_SCHEDULE_SECONDS: '0,1, 3' }).NOTIFY_SCHEDULE_SECONDS).toEqual([0, 1, 3]);
});

it.each(['http://127.0.0.1:8090', 'https://open.example.com', 'https://open.example.com:8443/'])('calls %s', (url) => {
  expect(readConfig({ ...complete, ALIPAYPLUS_BASE_URL: url }).ALIPAYPLUS_BASE_URL).toBe(url);
});

it.each(['open.example.com', 'ftp://a', 'https://a/aps', 'https://a/?b', 'https://a/#b', 'https://me:pw@a'])(
  'names the setting when the base URL is %s',
  (url) => {
    expect(() => readConfig({ ...complete, ALIPAYPLUS_BASE_URL: url })).toThrow(/ALIPAYPLUS_BASE_URL must be/);
  },
);

it.each(['short', 'two words of a token'])('refuses the operator token %p', (token) => {
  writeFileSync(tokenFile, token);
  expect(() => readConfig(complete)).toThrow(/OPERATOR_TOKEN_FILE must hold/);
});

it('calls nobody else unless it is told to, and keeps what is done with for 90 days', () => {
  expect(readConfig(complete)).toMatchObject({ NOTIFY_HOSTS: [], NOTIFY_RETENTION_DAYS: 90 });
  const NOTIFY_HOSTS = 'notify.example, 127.0.0.1:9000';
  expect(readConfig({ ...complete, NOTIFY_HOSTS }).NOTIFY_HOSTS).toEqual(['notify.example', '127.0.0.1:9000']);
});

it.each(['*.example', 'https://notify.example', 'notify.example,a b'])('refuses the hosts %p', (NOTIFY_HOSTS) => {
  expect(() => readConfig({ ...complete, NOTIFY_HOSTS })).toThrow(/NOTIFY_HOSTS must be hosts/);
});
