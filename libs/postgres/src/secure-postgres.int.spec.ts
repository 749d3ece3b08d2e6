import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Authority,
  removeDataFolder,
  startSecurePostgres,
  type Certificate,
  type SecurePostgres,
} from '@wallet/local-stack';
import { createLogger, errorMessage, LiveFile, parseConfig } from '@wallet/service';
import { eventually, testAdminUrl } from '@wallet/testkit';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { databaseSettings, type PostgresAddress } from './connection/postgres-address';
import { createDataSource } from './data-source';
import { PostgresConnection } from './postgres-connection';
import { PostgresOutbox } from './postgres-outbox';
import { query } from './query';
import { report } from './report';
import { runMigrations } from './run-migrations';

const schema = 'auth';
const role = 'wallet_auth';

class Initial1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ${schema}.thing (id int)`);
  }

  async down(): Promise<void> {}
}

describe('Postgres behind TLS', () => {
  jest.setTimeout(30_000);
  const dir = mkdtempSync(join(tmpdir(), 'secure-postgres-'));
  const lines: string[] = [];
  const logger = createLogger('test', 'debug', { write: (line) => void lines.push(line) });
  const secrets: string[] = [];
  const connections: PostgresConnection[] = [];
  let server: SecurePostgres;
  let stranger: Authority;
  let address: PostgresAddress;
  let [shown, expired, theirs]: Certificate[] = [];

  /** As the kubelet does it: all at once, so that nobody reads a half. */
  function put(name: string, text: string): LiveFile {
    const file = join(dir, name);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return new LiveFile(file);
  }
  function newPassword(): string {
    const password = `${randomBytes(16).toString('hex')}%2F@:/`;
    secrets.push(password);
    return password;
  }
  const textOf = (file: string): string => readFileSync(file, 'utf8');
  const named = (url: string, user = role): string => url.replace('://', `://${user}@`);

  beforeAll(async () => {
    const authority = await Authority.make(join(dir, 'certificates'));
    stranger = await Authority.make(join(dir, 'certificates'), 'stranger');
    const ours = await authority.issue('wallet', []);
    theirs = await stranger.issue('nobody', []);
    expired = await authority.issue('expired', ['IP:127.0.0.1'], -1);
    shown = await authority.issue('postgres', ['IP:127.0.0.1']);
    const dataDir = join(dir, 'data');
    server = await startSecurePostgres({ dataDir, authority, certificate: shown, log: () => undefined });
    const password = newPassword();
    secrets.push(textOf(ours.keyFile).split('\n')[1]!, new URL(server.ownerUrl).password);
    await server.setPassword(role, password);
    address = parseConfig(databaseSettings, {
      DATABASE_URL: named(server.url),
      DATABASE_CA_FILE: put('ca.pem', textOf(authority.caFile)).path,
      DATABASE_CERT_FILE: put('tls.crt', textOf(ours.certFile)).path,
      DATABASE_KEY_FILE: put('tls.key', textOf(ours.keyFile)).path,
      DATABASE_PASSWORD_FILE: put('password', `${password}\n`).path,
    }).database;
  }, 60_000);
  afterEach(async () => {
    for (const connection of connections.splice(0)) await connection.stop();
  });
  afterAll(async () => {
    await server?.stop();
    removeDataFolder(join(dir, 'data'));
    rmSync(dir, { recursive: true });
  });

  const poolOf = (more: Partial<PostgresAddress> = {}): DataSource =>
    createDataSource({ ...address, ...more, schema, entities: [], migrations: [] });
  function connectionTo(pool: DataSource): PostgresConnection {
    const connection = new PostgresConnection(pool, logger);
    connections.push(connection);
    return connection;
  }
  async function started(): Promise<DataSource> {
    const pool = poolOf();
    await connectionTo(pool).start();
    return pool;
  }
  const session = 'select ssl, current_user as "user" from pg_stat_ssl where pid = pg_backend_pid()';

  it('takes all that a service connects with: pool, outbox, report, migrations', async () => {
    const pool = await started();
    expect(await query(pool, session)).toEqual([{ ssl: true, user: role }]);
    expect(await report({ ...address, schema }, (ask) => ask(session))).toEqual([{ ssl: true, user: role }]);
    const outbox = new PostgresOutbox({ ...address, schema, dataSource: pool, logger });
    expect(await outbox.lead(() => undefined)).toBeDefined();
    await outbox.close();
    const owner = { url: named(server.url, 'wallet_owner'), password: put('owner', new URL(server.ownerUrl).password) };
    await runMigrations({
      ...address,
      ...owner,
      schema,
      role,
      entities: [],
      migrations: [Initial1700000000001],
      logger,
    });
    expect(await query(pool, `select name from ${schema}.migration`)).toHaveLength(1);
  });

  it.each<[string, RegExp, () => Partial<PostgresAddress>]>([
    [
      'another authority',
      /not of an authority that we trust: correct DATABASE_CA_FILE \(.*stranger\.pem\)/,
      () => ({ tls: { ...address.tls, ca: new LiveFile(stranger.caFile) } }),
    ],
    [
      'another name',
      /for another name: correct DATABASE_URL/,
      () => ({ url: address.url.replace('127.0.0.1', 'localhost') }),
    ],
    [
      'no certificate',
      /wants a certificate of ours.*DATABASE_CERT_FILE, DATABASE_KEY_FILE/,
      () => ({ tls: { ca: address.tls?.ca } }),
    ],
    [
      'a certificate of a stranger',
      // When the end of the connection is faster than the server's word, the word is lost.
      /(?:does not trust the one that we have: correct |want a certificate of ours \()DATABASE_CERT_FILE \(.*nobody\.pem\), DATABASE_KEY_FILE \(/,
      () => ({ tls: { ...address.tls, cert: new LiveFile(theirs!.certFile), key: new LiveFile(theirs!.keyFile) } }),
    ],
    [
      'a key of another certificate',
      /does not belong together.*DATABASE_KEY_FILE \(.*nobody\.key\)/,
      () => ({ tls: { ...address.tls, key: new LiveFile(theirs!.keyFile) } }),
    ],
    [
      'another password',
      /refuses the user or the password: correct them in DATABASE_URL, DATABASE_PASSWORD_FILE \(.*wrong\)/,
      () => ({ password: put('wrong', newPassword()) }),
    ],
    [
      'a user that is not there',
      /refuses the user or the password: correct them in DATABASE_URL/,
      () => ({ url: named(server.url, 'nobody') }),
    ],
    ['a file that is gone', /gone does not exist/, () => ({ password: new LiveFile(join(dir, 'gone')) })],
    ['plain text', /wants TLS: give DATABASE_CA_FILE/, () => ({ tls: undefined })],
    [
      'a server without TLS',
      /speaks no TLS: switch it on there, or correct DATABASE_URL/,
      () => ({ url: testAdminUrl(), password: undefined }),
    ],
  ])('refuses %s, and says so in one line', async (_, words, more) => {
    await expectRefusal(poolOf(more()), words);
  });

  it('refuses a server whose certificate has expired, and says so in one line', async () => {
    await server.useCertificate(expired!);
    await eventually(() => expectRefusal(poolOf(), /the certificate of 127\.0\.0\.1:\d+ has expired/));
    await server.useCertificate(shown!);
    await eventually(() => started());
  });

  async function expectRefusal(pool: DataSource, words: RegExp): Promise<void> {
    const refused = await connectionTo(pool).start().catch(errorMessage);
    expect(refused).toMatch(words);
    expect(refused).not.toContain('\n');
    for (const secret of secrets) expect(refused).not.toContain(secret);
  }

  it('connects again with the password and the certificate that were put in their place', async () => {
    const pool = await started();
    const password = newPassword();
    await server.setPassword(role, password);
    await eventually(() => expect(query(pool, 'select 1')).rejects.toThrow('password authentication failed'));
    put('password', password);
    expect(await query(pool, 'select 1')).toHaveLength(1);
    const certificate = textOf(address.tls!.ca!.path);
    put('ca.pem', textOf(stranger.caFile));
    await server.run(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`);
    await eventually(() => expect(query(pool, 'select 1')).rejects.toThrow('certificate'));
    put('ca.pem', certificate);
    expect(await query(pool, 'select 1')).toHaveLength(1);
  });

  it('names a file that is gone, until it is there again', async () => {
    const pool = await started();
    const { path } = address.password!;
    renameSync(path, `${path}.away`);
    await server.run(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`);
    await eventually(() => expect(query(pool, 'select 1')).rejects.toThrow(`${path} does not exist`));
    renameSync(`${path}.away`, path);
    expect(await query(pool, 'select 1')).toHaveLength(1);
  });
});

const certificate = { DATABASE_CERT_FILE: __filename, DATABASE_KEY_FILE: __filename };

it.each<[Record<string, string>, RegExp]>([
  [
    { DATABASE_URL: 'postgres://localhost/d?sslmode=disable', DATABASE_CA_FILE: __filename },
    /must not say sslmode=disable for/,
  ],
  [
    { DATABASE_URL: 'postgres://localhost/d?sslmode=no-verify' },
    /DATABASE_URL must say sslmode=verify-full, or disable/,
  ],
  [{ DATABASE_URL: 'postgres://localhost/d?sslmode=prefer' }, /DATABASE_URL must say sslmode=verify-full, or disable/],
  [{ DATABASE_URL: 'postgres://localhost/d?sslrootcert=/ca' }, /must not say sslrootcert: give DATABASE_CA_FILE/],
  [{ DATABASE_CA_FILE: __filename }, /DATABASE_CA_FILE \(.*\) must hold certificates in PEM/],
  [certificate, /DATABASE_CERT_FILE \(.*\) must hold a certificate in PEM/],
  [{ DATABASE_CERT_FILE: __filename }, /DATABASE_KEY_FILE must name a certificate and its key, both or none/],
  [
    { DATABASE_URL: 'postgres://u:s3cret@localhost/d', DATABASE_PASSWORD_FILE: __filename },
    /DATABASE_URL must have no password beside DATABASE_PASSWORD_FILE/,
  ],
  [
    { DATABASE_URL: 'postgres://u:s3cret@10.1.2.3/d' },
    /DATABASE_URL must not be in the clear .* 10\.1\.2\.3: give DATABASE_CA_FILE, or say sslmode=verify-full/,
  ],
  [{ DATABASE_URL: 'postgres://localhost/d?host=10.1.2.3' }, /must not be in the clear .* 10\.1\.2\.3/],
  [{ DATABASE_PASSWORD_FILE: '/none/password' }, /DATABASE_PASSWORD_FILE must be .*: \/none\/password does not exist/],
])('the settings %j are refused in one line', (env, words) => {
  const read = () => parseConfig(databaseSettings, { DATABASE_URL: 'postgres://localhost/d', ...env });
  expect(read).toThrow(words);
  expect(read).not.toThrow(/s3cret|\n/);
});

it.each([
  ['postgres://u@localhost/d', false],
  ['postgres://u@localhost/d?sslmode=disable', false],
  ['postgres://u@localhost/d?sslmode=verify-full', true],
  ['postgres://u@localhost/d?sslmode=require&application_name=x', true],
  ['postgres://u@localhost/d?ssl=true', true],
])('%s is by TLS: %j', (url, isTls) => {
  const { database } = parseConfig(databaseSettings, { DATABASE_URL: url });
  expect(database.tls !== undefined).toBe(isTls);
  if (isTls) expect(database.url).not.toContain('ssl');
});
