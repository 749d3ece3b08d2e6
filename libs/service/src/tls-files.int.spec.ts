import { createPrivateKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from '@wallet/local-stack';
import { z } from 'zod';
import { LiveFile } from './live-file';
import { parseConfig } from './parse-config';
import { tlsFileSettings, tlsFilesOf, wrongTls } from './tls-files';

describe('files for TLS', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tls-files-'));
  const made: Record<string, LiveFile> = {};
  const put = (name: string, ...texts: string[]): void => {
    writeFileSync(join(dir, name), texts.join('\n'));
    made[name] = new LiveFile(join(dir, name));
  };

  beforeAll(async () => {
    const authority = await Authority.make(dir);
    const [ours, theirs] = [await authority.issue('ours', []), await authority.issue('theirs', [])];
    const [ca, cert, key, theirCert, theirKey] = [
      authority.caFile,
      ours.certFile,
      ours.keyFile,
      theirs.certFile,
      theirs.keyFile,
    ].map((file) => readFileSync(file, 'utf8')) as [string, string, string, string, string];
    put('ca', ca);
    put('two', ca, theirCert);
    put('cert', cert);
    put('chain', cert, ca);
    put('reversed', ca, cert);
    put('key', key);
    put('their-key', theirKey);
    put(
      'locked',
      createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
    );
    put('cut', cert.slice(0, -60));
    put('nonsense', ca.replace(/[A-Za-z]{20}/, 'no certificate but s3cret'), 's3cret');
    mkdirSync(join(dir, 'folder'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it.each([
    [{}],
    [{ ca: 'ca' }],
    [{ ca: 'two' }],
    [{ ca: 'ca', cert: 'cert', key: 'key' }],
    [{ cert: 'chain', key: 'key' }],
  ])('%j will do', (names) => {
    expect(wrongOf(names)).toBeUndefined();
  });

  function wrongOf({ ca, cert, key }: { ca?: string; cert?: string; key?: string }): string | undefined {
    const file = (name: string | undefined) => (name === undefined ? undefined : made[name]);
    return wrongTls('KAFKA', { ca: file(ca), cert: file(cert), key: file(key) });
  }

  const pair = (key: string, cert: string) =>
    `KAFKA_KEY_FILE (${join(dir, key)}) must hold the key of the first certificate in KAFKA_CERT_FILE (${join(dir, cert)})`;
  it.each<[Parameters<typeof wrongOf>[0], string]>([
    [{ cert: 'cert' }, 'KAFKA_CERT_FILE and KAFKA_KEY_FILE must name a certificate and its key, both or none'],
    [{ key: 'key' }, 'KAFKA_CERT_FILE and KAFKA_KEY_FILE must name a certificate and its key, both or none'],
    [{ ca: 'key' }, `KAFKA_CA_FILE (${join(dir, 'key')}) must hold certificates in PEM`],
    [{ ca: 'nonsense' }, `KAFKA_CA_FILE (${join(dir, 'nonsense')}) must hold certificates in PEM`],
    [{ cert: 'key', key: 'key' }, `KAFKA_CERT_FILE (${join(dir, 'key')}) must hold a certificate in PEM`],
    [{ cert: 'cut', key: 'key' }, `KAFKA_CERT_FILE (${join(dir, 'cut')}) must hold a certificate in PEM`],
    [
      { cert: 'cert', key: 'cert' },
      `KAFKA_KEY_FILE (${join(dir, 'cert')}) must hold a private key in PEM, without a passphrase`,
    ],
    [
      { cert: 'cert', key: 'locked' },
      `KAFKA_KEY_FILE (${join(dir, 'locked')}) must hold a private key in PEM, without a passphrase`,
    ],
    [{ cert: 'cert', key: 'their-key' }, pair('their-key', 'cert')],
    [{ cert: 'reversed', key: 'key' }, pair('key', 'reversed')],
  ])('%j are wrong, in one line with setting and file', (names, words) => {
    expect(wrongOf(names)).toBe(words);
  });

  it.each([
    ['missing', 'does not exist'],
    ['folder', 'is a folder, not a file'],
  ])('a %s is told with its setting', (name, words) => {
    const schema = z.object(tlsFileSettings('KAFKA')).transform((config) => tlsFilesOf('KAFKA', config));
    const read = () => parseConfig(schema, { KAFKA_CA_FILE: join(dir, name) });
    expect(read).toThrow(
      `KAFKA_CA_FILE must be the path of a readable file that is not empty: ${join(dir, name)} ${words}`,
    );
  });
});
