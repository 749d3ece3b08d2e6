import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageDir } from '../basics/repository';

const dir = mkdtempSync(join(tmpdir(), 'wrong-settings-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Of the built services, in an environment of their own. */
function wrongSettings(env: Readonly<Record<string, string>>): string[] {
  const module = JSON.stringify(join(packageDir, 'dist/stack/wrong-settings.js'));
  const program = `require(${module}).wrongSettings(process.argv[1]).then((wrong) => console.log(JSON.stringify(wrong)))`;
  const output = execFileSync(process.execPath, ['-e', program, dir], { env: { PATH: '', ...env }, encoding: 'utf8' });
  return JSON.parse(output) as string[];
}

test('nothing is wrong where nothing is given', () => {
  expect(wrongSettings({})).toEqual([]);
  expect(wrongSettings({ OPERATOR_AUTH: 'oidc' })).toEqual([]);
  expect(wrongSettings({ CUSTOMER_DIRECTORY: 'http' })).toEqual([]);
});

test('all that is wrong in any service is told at once, with who says so', () => {
  mkdirSync(join(dir, 'no-keys'));
  const wrong = wrongSettings({
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://db/wallet',
    REDIS_URL: 'localhost',
    KAFKA_BROKERS: 'localhost',
    KEYS_DIR: join(dir, 'no-keys'),
    OTP_KEY_FILE: '/nowhere/otp.key',
    OPERATOR_TOKEN_FILE: dir,
    CUSTOMER_DIRECTORY: 'http',
    DIRECTORY_URL: 'ftp://directory.example',
    DIRECTORY_TOKEN_FILE: '/nowhere/directory.token',
    SINGLE_LIMITS: 'HKD',
    NOTIFY_HOSTS: 'https://x/',
    MAX_WAITERS: '0',
    FAULTS: 'nonsense',
    KEY_VERSION: 'old',
  });
  for (const expected of [
    /^LOG_LEVEL must be one of trace,.* \(gateway, auth, payments, otp, notifier, simulator\)$/,
    /^DATABASE_URL must be a URL that begins with postgres:\/\/ .*\(auth, payments, notifier\)$/,
    /^REDIS_URL must be a URL that begins with redis:\/\/ .*\(otp\)$/,
    /^KAFKA_BROKERS must be a list like host:9092.*\(gateway, auth, payments, otp, notifier\)$/,
    /^KEYS_DIR must .*no-keys has no alipayplus-public\.pem.*, has no wallet-private\.pem.*, has no wallet-app-public.*\(gateway\)$/,
    /^OTP_KEY_FILE must .*: \/nowhere\/otp\.key does not exist \(otp\)$/,
    /^OPERATOR_TOKEN_FILE must .* is a folder, not a file \(auth, payments, otp, notifier\)$/,
    /^DIRECTORY_URL must be a URL that begins with http.*\(auth\)$/,
    /^DIRECTORY_TOKEN_FILE must .*: \/nowhere\/directory\.token does not exist \(auth\)$/,
    /^SINGLE_LIMITS must .*\(payments\)$/,
    /^NOTIFY_HOSTS must .*\(notifier\)$/,
    /^MAX_WAITERS must .*\(gateway\)$/,
    /^FAULTS .*nonsense.*\(simulator\)$/,
    /^KEY_VERSION must .*\(simulator\)$/,
    /^ALIPAYPLUS_PRIVATE_KEY_FILE must .*no-keys\/alipayplus-private\.pem does not exist \(simulator\)$/,
  ]) {
    expect(wrong).toContainEqual(expect.stringMatching(expected));
  }
  expect(new Set(wrong).size).toBe(wrong.length);
});
