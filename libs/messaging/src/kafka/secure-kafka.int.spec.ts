import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority, startSecureKafka, type Certificate, type SecureKafka } from '@wallet/local-stack';
import { paymentFacts } from '@wallet/contracts';
import { errorMessage, parseConfig, type Logger } from '@wallet/service';
import { MessageBus } from '../sending/message-bus';
import { createKafka } from './kafka-client';
import { kafkaSettings, type KafkaConnection } from './kafka-connection';
import { rangeOf, readRecords } from './read-records';

type Environment = Readonly<Record<string, string>>;

describe('Kafka behind TLS and SASL', () => {
  jest.setTimeout(60_000);
  const dir = mkdtempSync(join(tmpdir(), 'secure-kafka-'));
  const lines: string[] = [];
  const keep = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const logger = { debug: keep, info: keep, warn: keep, error: keep } as unknown as Logger;
  const secrets: string[] = [];
  let server: SecureKafka;
  let stranger: Authority;
  let [ours, theirs, shown, expired]: Certificate[] = [];
  let env: Environment;

  /** As the kubelet does it: all at once, so that nobody reads a half. */
  function put(name: string, text: string): string {
    const file = join(dir, name);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return file;
  }
  function newPassword(): string {
    const password = randomBytes(16).toString('hex');
    secrets.push(password);
    return password;
  }
  const textOf = (file: string | undefined): string => readFileSync(file!, 'utf8');
  const connection = (more: Environment = {}): KafkaConnection => parseConfig(kafkaSettings, { ...env, ...more }).kafka;

  beforeAll(async () => {
    const authority = await Authority.make(join(dir, 'certificates'));
    stranger = await Authority.make(join(dir, 'certificates'), 'stranger');
    ours = await authority.issue('wallet', []);
    theirs = await stranger.issue('nobody', []);
    // A broker takes another certificate only of the same name.
    const old = await authority.issue('broker', ['IP:127.0.0.1'], -1);
    expired = { certFile: put('old.crt', textOf(old.certFile)), keyFile: put('old.key', textOf(old.keyFile)) };
    shown = await authority.issue('broker', ['IP:127.0.0.1']);
    const dataDir = join(dir, 'data');
    server = await startSecureKafka({
      dataDir,
      authority,
      certificate: shown,
      clientAuth: 'required',
      log: () => undefined,
    });
    const password = newPassword();
    await server.setPassword('wallet', password);
    secrets.push(server.plainPassword, textOf(ours.keyFile).split('\n')[1]!);
    env = {
      KAFKA_BROKERS: server.brokers.join(),
      KAFKA_TLS: 'true',
      KAFKA_CA_FILE: put('ca.pem', textOf(authority.caFile)),
      KAFKA_CERT_FILE: put('tls.crt', textOf(ours.certFile)),
      KAFKA_KEY_FILE: put('tls.key', textOf(ours.keyFile)),
      KAFKA_SASL: 'scram-sha-512',
      KAFKA_USER: 'wallet',
      KAFKA_PASSWORD_FILE: put('password', `${password}\n`),
    };
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(dir, { recursive: true });
  });

  /** Undefined once it is connected, else what was wrong. */
  async function attempt(kafka = createKafka({ ...connection(), clientId: 'spec', logger })) {
    const admin = kafka.admin();
    try {
      await admin.connect();
      await admin.describeCluster();
      return undefined;
    } catch (error) {
      return errorMessage(error);
    } finally {
      await admin.disconnect();
    }
  }

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
    'takes what is sent with %s, and gives it back',
    async (sasl) => {
      const plain = { KAFKA_PASSWORD_FILE: put('plain', server.plainPassword) };
      const given = connection({ KAFKA_SASL: sasl, ...(sasl === 'plain' && plain) });
      const topicPrefix = `${randomUUID()}.`;
      const bus = new MessageBus({ ...given, clientId: 'payments', topicPrefix, partitions: 1, logger });
      try {
        await bus.start();
        await bus.publish([{ topic: paymentFacts.name, key: 'key', value: sasl }]);
        const kafka = createKafka({ ...given, clientId: 'spec', logger });
        const topic = topicPrefix + paymentFacts.name;
        const values: string[] = [];
        await readRecords(kafka, topic, await rangeOf(kafka, topic), ({ value }) => values.push(String(value)));
        expect(values).toEqual([sasl]);
      } finally {
        await bus.stop();
      }
    },
  );

  /** As a service says at its start why it cannot. */
  async function startWith(more: Environment): Promise<string> {
    const bus = new MessageBus({ ...connection(more), clientId: 'payments', topicPrefix: '', partitions: 1, logger });
    try {
      await bus.start();
      return 'started';
    } catch (error) {
      return errorMessage(error);
    } finally {
      await bus.stop();
    }
  }

  it.each<[string, RegExp, () => Environment]>([
    [
      'another authority',
      /not of an authority that we trust: correct KAFKA_CA_FILE \(.*stranger\.pem\)/,
      () => ({ KAFKA_CA_FILE: stranger.caFile }),
    ],
    ['another name', /for another name.*localhost/, () => ({ KAFKA_BROKERS: server.brokersByName.join() })],
    [
      'no certificate',
      /wants a certificate of ours.*KAFKA_CERT_FILE, KAFKA_KEY_FILE/,
      () => ({ KAFKA_CERT_FILE: '', KAFKA_KEY_FILE: '' }),
    ],
    [
      'a certificate of a stranger',
      /does not trust the one that we have: correct KAFKA_CERT_FILE \(.*nobody\.pem\), KAFKA_KEY_FILE \(/,
      () => ({ KAFKA_CERT_FILE: theirs!.certFile, KAFKA_KEY_FILE: theirs!.keyFile }),
    ],
    [
      'another password',
      /refuses the user or the password.*KAFKA_PASSWORD_FILE \(.*wrong\)/,
      () => ({ KAFKA_PASSWORD_FILE: put('wrong', newPassword()) }),
    ],
    ['another user', /refuses.*KAFKA_USER/, () => ({ KAFKA_USER: 'nobody' })],
    [
      'plain text',
      /does it want TLS/,
      () => ({ KAFKA_TLS: 'false', KAFKA_CA_FILE: '', KAFKA_CERT_FILE: '', KAFKA_KEY_FILE: '' }),
    ],
    [
      'brokers without TLS',
      /closes the connection: does it speak TLS/,
      () => ({ KAFKA_BROKERS: server.adminBrokers.join() }),
    ],
  ])('refuses %s, and says so in one line', async (_, reason, more) => {
    const said = await startWith(more());
    expect(said).toMatch(reason);
    expect(said).not.toContain('\n');
    for (const secret of secrets) expect(said).not.toContain(secret);
  });

  it('refuses brokers whose certificate has expired, and says so in one line', async () => {
    await server.useCertificate(expired!);
    expect(await startWith({})).toMatch(/^Kafka: the certificate of 127\.0\.0\.1:\d+ has expired: have it .*[^\n]$/);
    await server.useCertificate(shown!);
    expect(await startWith({})).toBe('started');
  });

  it('uses a password that was replaced for the next connection', async () => {
    const kafka = createKafka({ ...connection(), clientId: 'spec', logger });
    expect(await attempt(kafka)).toBeUndefined();
    const password = newPassword();
    await server.setPassword('wallet', password);
    expect(await attempt(kafka)).toMatch(/invalid credentials/i);
    put('password', password);
    expect(await attempt(kafka)).toBeUndefined();
  });

  it('uses certificates that were replaced for the next connection', async () => {
    const kafka = createKafka({ ...connection(), clientId: 'spec', logger });
    const ca = textOf(env['KAFKA_CA_FILE']);
    put('ca.pem', textOf(stranger.caFile));
    expect(await attempt(kafka)).toMatch(/certificate/);
    put('ca.pem', ca);
    put('tls.crt', textOf(theirs!.certFile));
    put('tls.key', textOf(theirs!.keyFile));
    expect(await attempt(kafka)).toMatch(/certificate|unknown ca/);
    put('tls.crt', textOf(ours!.certFile));
    put('tls.key', textOf(ours!.keyFile));
    expect(await attempt(kafka)).toBeUndefined();
  });

  it('names a file that is gone, until it is there again', async () => {
    const kafka = createKafka({ ...connection(), clientId: 'spec', logger });
    for (const name of ['KAFKA_PASSWORD_FILE', 'KAFKA_CA_FILE']) {
      const file = env[name]!;
      renameSync(file, `${file}.gone`);
      expect(await attempt(kafka)).toContain(`${file} does not exist`);
      renameSync(`${file}.gone`, file);
    }
    expect(await attempt(kafka)).toBeUndefined();
  });

  it('has logged all of that, and no secret', () => {
    expect(lines.length).toBeGreaterThan(10);
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
  });
});
