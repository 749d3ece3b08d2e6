import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveFile, parseConfig } from '@wallet/service';
import { kafkaSettings } from './kafka-connection';

describe('the settings of the connections to Kafka', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kafka-settings-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const password = file('password', 's3cret\n');
  const noPem = file('no-pem', 'no PEM, but s3cret');
  afterAll(() => rmSync(dir, { recursive: true }));

  const read = (env: Readonly<Record<string, string>>) =>
    parseConfig(kafkaSettings, { KAFKA_BROKERS: '127.0.0.1:1,[::1]:1', ...env }).kafka;
  const sasl = { KAFKA_SASL: 'plain', KAFKA_USER: 'wallet', KAFKA_PASSWORD_FILE: password };

  it('are in the clear and nobody by default', () => {
    expect(read({})).toEqual({ brokers: ['127.0.0.1:1', '[::1]:1'] });
  });

  it('trust the authorities that Node knows, or those of a file', () => {
    expect(read({ KAFKA_TLS: 'true' }).tls).toEqual({});
  });

  it('hold no password, but where it is', () => {
    expect(read(sasl).sasl).toEqual({ mechanism: 'plain', user: 'wallet', password: new LiveFile(password) });
  });

  it.each<[object, RegExp]>([
    [{ KAFKA_BROKERS: '' }, /KAFKA_BROKERS must be/],
    [
      { KAFKA_BROKERS: '127.0.0.1:1,10.1.2.3:1' },
      /KAFKA_BROKERS must not .* 10\.1\.2\.3: set KAFKA_TLS=true, or set ALLOW_PLAINTEXT=true/,
    ],
    [{ KAFKA_TLS: 'yes' }, /KAFKA_TLS must be one of true, false/],
    [{ KAFKA_CA_FILE: noPem }, /KAFKA_TLS must be true for KAFKA_CA_FILE/],
    [{ KAFKA_TLS: 'true', KAFKA_CA_FILE: join(dir, 'missing') }, /KAFKA_CA_FILE must be .*missing does not exist/],
    [{ KAFKA_TLS: 'true', KAFKA_CERT_FILE: noPem }, /KAFKA_KEY_FILE must name a certificate and its key, both or none/],
    [
      { KAFKA_TLS: 'true', KAFKA_CERT_FILE: noPem, KAFKA_KEY_FILE: noPem },
      /KAFKA_CERT_FILE \(.*no-pem\) must hold a cert/,
    ],
    [{ KAFKA_SASL: 'gssapi' }, /KAFKA_SASL must be one of none, plain, scram-sha-256, scram-sha-512/],
    [{ KAFKA_USER: 'wallet' }, /KAFKA_SASL must be set for KAFKA_USER/],
    [{ ...sasl, KAFKA_USER: '' }, /KAFKA_USER and KAFKA_PASSWORD_FILE must be set for KAFKA_SASL=plain/],
    [{ ...sasl, KAFKA_PASSWORD_FILE: file('empty', ' \n') }, /KAFKA_PASSWORD_FILE must be .* not empty/],
  ])('are wrong with %j, which is said in one line without a secret', (env, reason) => {
    const wrong = () => read({ ...env });
    expect(wrong).toThrow(reason);
    expect(wrong).not.toThrow(/s3cret|\n/);
  });
});
