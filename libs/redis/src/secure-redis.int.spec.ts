import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority, startSecureRedis, type Certificate, type SecureRedis } from '@wallet/local-stack';
import { createLogger, errorMessage, LiveFile, parseConfig } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { redisSettings, type RedisAddress } from './redis-address';
import { RedisConnection } from './redis-connection';

describe('Redis behind TLS', () => {
  jest.setTimeout(30_000);
  const dir = mkdtempSync(join(tmpdir(), 'secure-redis-'));
  const lines: string[] = [];
  const logger = createLogger('test', 'debug', { write: (line) => void lines.push(line) });
  const secrets: string[] = [];
  const connections: RedisConnection[] = [];
  let server: SecureRedis;
  let stranger: Authority;
  let address: RedisAddress;
  let [shown, expired, theirs]: Certificate[] = [];

  /** As the kubelet does it: all at once, so that nobody reads a half. */
  function put(name: string, text: string): LiveFile {
    const file = join(dir, name);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return new LiveFile(file);
  }
  function newPassword(): string {
    const password = randomBytes(16).toString('hex');
    secrets.push(password);
    return password;
  }
  const textOf = (file: string): string => readFileSync(file, 'utf8');
  const named = (url: string, host = '127.0.0.1'): string => url.replace('://127.0.0.1', `://wallet@${host}`);

  beforeAll(async () => {
    const authority = await Authority.make(join(dir, 'certificates'));
    stranger = await Authority.make(join(dir, 'certificates'), 'stranger');
    const ours = await authority.issue('wallet', []);
    theirs = await stranger.issue('nobody', []);
    expired = await authority.issue('expired', ['IP:127.0.0.1'], -1);
    shown = await authority.issue('redis', ['IP:127.0.0.1']);
    const dataDir = join(dir, 'data');
    server = await startSecureRedis({ dataDir, authority, certificate: shown, log: () => undefined });
    const password = newPassword();
    secrets.push(textOf(ours.keyFile).split('\n')[1]!);
    await server.setPassword('wallet', password);
    address = parseConfig(redisSettings, {
      REDIS_URL: named(server.url),
      REDIS_CA_FILE: put('ca.pem', textOf(authority.caFile)).path,
      REDIS_CERT_FILE: put('tls.crt', textOf(ours.certFile)).path,
      REDIS_KEY_FILE: put('tls.key', textOf(ours.keyFile)).path,
      REDIS_PASSWORD_FILE: put('password', `${password}\n`).path,
    }).redis;
  }, 60_000);
  afterEach(async () => {
    for (const connection of connections.splice(0)) await connection.stop();
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(dir, { recursive: true });
  });

  function connectionTo(more: Partial<RedisAddress> = {}): RedisConnection {
    const connection = new RedisConnection({ ...address, ...more }, logger);
    connections.push(connection);
    return connection;
  }

  async function expectRefusal(redis: RedisConnection, words: RegExp): Promise<void> {
    const refused = await redis.start().catch(errorMessage);
    expect(refused).toMatch(words);
    expect(refused).not.toContain('\n');
  }

  it('takes who has a certificate and the password', async () => {
    const redis = connectionTo();
    await redis.start();
    await redis.client.set('key', 'value');
    expect(await redis.client.get('key')).toBe('value');
    expect(await redis.client.acl('WHOAMI')).toBe('wallet');
  });

  it.each<[string, RegExp, () => Partial<RedisAddress>]>([
    [
      'another authority',
      /not of an authority that we trust: correct REDIS_CA_FILE \(.*stranger\.pem\)/,
      () => ({ tls: { ...address.tls, ca: new LiveFile(stranger.caFile) } }),
    ],
    ['another name', /for another name.*REDIS_URL/, () => ({ url: named(server.url, 'localhost') })],
    [
      'no certificate',
      /wants a certificate of ours.*REDIS_CERT_FILE|want a certificate of ours \(REDIS_CERT_FILE/,
      () => ({ tls: { ca: address.tls?.ca } }),
    ],
    [
      'a certificate of a stranger',
      // When the end of the connection is faster than the server's word, the word is lost.
      /(?:does not trust the one that we have: correct |want a certificate of ours \()REDIS_CERT_FILE \(.*nobody\.pem\), REDIS_KEY_FILE \(/,
      () => ({ tls: { ...address.tls, cert: new LiveFile(theirs!.certFile), key: new LiveFile(theirs!.keyFile) } }),
    ],
    [
      'a key of another certificate',
      /does not belong together.*REDIS_KEY_FILE \(.*nobody\.key\)/,
      () => ({ tls: { ...address.tls, key: new LiveFile(theirs!.keyFile) } }),
    ],
    [
      'another password',
      /refuses the user or the password.*REDIS_URL, REDIS_PASSWORD_FILE \(.*wrong\)/,
      () => ({ password: put('wrong', newPassword()) }),
    ],
    [
      'a user that is not there',
      /refuses the user or the password.*REDIS_URL/,
      () => ({ url: address.url.replace('wallet@', 'nobody@') }),
    ],
    ['a file that is gone', /gone does not exist/, () => ({ password: new LiveFile(join(dir, 'gone')) })],
    ['plain text', /does it want TLS\?/, () => ({ url: address.url.replace('rediss:', 'redis:'), tls: undefined })],
    [
      'a server without TLS',
      /does not answer, or speaks no TLS.*REDIS_URL/,
      () => ({ url: named(server.plainUrl.replace('redis:', 'rediss:')) }),
    ],
  ])('refuses %s, and says so in one line', async (_, words, more) => {
    const redis = connectionTo(more());
    await expectRefusal(redis, words);
  });

  it('refuses a server whose certificate has expired, and says so in one line', async () => {
    await server.useCertificate(expired!);
    await expectRefusal(connectionTo(), /the certificate of 127\.0\.0\.1:\d+ has expired/);
    await server.useCertificate(shown!);
    await connectionTo().start();
  });

  it('connects again with the password that was put in its place', async () => {
    const redis = connectionTo();
    await redis.start();
    const password = newPassword();
    await server.setPassword('wallet', password);
    await eventually(() => expect(lines.join('\n')).toContain('refuses the user or the password'));
    put('password', password);
    await eventually(async () => expect(await redis.ready()).toBe(true));
  });

  it('connects again with the certificate that was put in its place', async () => {
    const redis = connectionTo();
    const ca = address.tls!.ca!.read();
    put('ca.pem', textOf(stranger.caFile));
    await expect(redis.start()).rejects.toThrow('certificate');
    put('ca.pem', ca);
    await eventually(async () => expect(await redis.ready()).toBe(true));
  });

  it('goes on while a file is gone, and says so', async () => {
    const redis = connectionTo();
    await redis.start();
    const file = address.password!.path;
    renameSync(file, `${file}.away`);
    await redis.client.client('KILL', 'TYPE', 'normal', 'SKIPME', 'no').catch(() => undefined);
    await eventually(() => expect(lines.join('\n')).toContain(`${file} does not exist`));
    await eventually(async () => expect(await redis.ready()).toBe(true));
    renameSync(`${file}.away`, file);
  });

  it('has logged all of that, and no secret', () => {
    expect(lines.length).toBeGreaterThan(5);
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
  });
});

it.each<[Record<string, string>, RegExp]>([
  [{ REDIS_CA_FILE: __filename }, /REDIS_URL must begin with rediss:\/\/ for REDIS_CA_FILE/],
  [{ REDIS_URL: 'rediss://r', REDIS_CA_FILE: __filename }, /REDIS_CA_FILE \(.*\) must hold certificates in PEM/],
  [{ REDIS_URL: 'rediss://r', REDIS_CERT_FILE: __filename }, /REDIS_KEY_FILE must name a certificate and its key/],
  [
    { REDIS_URL: 'redis://:s3cret@localhost', REDIS_PASSWORD_FILE: __filename },
    /REDIS_URL must have no password beside REDIS_PASSWORD_FILE/,
  ],
  [
    { REDIS_URL: 'redis://:s3cret@10.1.2.3' },
    /REDIS_URL must not be in the clear .* 10\.1\.2\.3: begin it with rediss:/,
  ],
  [{ REDIS_PASSWORD_FILE: '/none/password' }, /REDIS_PASSWORD_FILE must be .*: \/none\/password does not exist/],
])('the settings %j are refused in one line', (env, words) => {
  const read = () => parseConfig(redisSettings, { REDIS_URL: 'redis://localhost', ...env });
  expect(read).toThrow(words);
  expect(read).not.toThrow(/s3cret|\n/);
});
