import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Authority, startSecureKafka, type SecureKafka } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
  type AclEntry,
} from 'kafkajs';
import { Binding, tokenPayment } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { repository } from './support/recipe';
import { startWallet, type Wallet } from './support/wallet';

const run = promisify(execFile);
const services = ['gateway', 'auth', 'payments', 'otp', 'notifier'] as const;
const topicPrefix = 'acls.';
/** A topic that is not its own. */
const foreign = {
  gateway: 'otp.sending.command.v1',
  auth: 'payments.recall.command.v1',
  payments: 'otp.check.command.v1',
  otp: 'payments.token-payment.command.v1',
  notifier: 'payments.recall.command.v1',
};

/** What `allow` in the printed commands would add. */
function aclsIn(commands: string): AclEntry[] {
  const lines = commands.replaceAll('\\\n', ' ').split('\n');
  return lines
    .filter((line) => line.startsWith('allow '))
    .flatMap((line) => {
      const given = (option: string) =>
        [...line.matchAll(new RegExp(`--${option} (\\S+)`, 'g'))].map(([, value]) => value!);
      const pattern = given('resource-pattern-type')[0]!.toUpperCase() as keyof typeof ResourcePatternTypes;
      const entryOf = (resourceType: AclResourceTypes, resourceName: string) =>
        given('operation').map((operation) => ({
          principal: given('allow-principal')[0]!,
          host: '*',
          resourceType,
          resourceName,
          resourcePatternType: ResourcePatternTypes[pattern],
          operation: AclOperationTypes[snake(operation) as keyof typeof AclOperationTypes],
          permissionType: AclPermissionTypes.ALLOW,
        }));
      return [
        ...given('topic').flatMap((name) => entryOf(AclResourceTypes.TOPIC, name)),
        ...given('group').flatMap((name) => entryOf(AclResourceTypes.GROUP, name)),
      ];
    });
}

const snake = (operation: string): string => operation.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

describe('Kafka that allows exactly what npm run kafka:acls prints', () => {
  const dir = join(repository, '.local/acls');
  let server: SecureKafka;
  let wallet: Wallet;
  let caFile: string;
  const passwords = new Map<string, string>();

  const environmentOf = (user: string) => ({
    KAFKA_TLS: 'true',
    KAFKA_CA_FILE: caFile,
    KAFKA_SASL: 'scram-sha-512',
    KAFKA_USER: user,
    KAFKA_PASSWORD_FILE: join(dir, `${user}.password`),
  });

  async function addUser(user: string): Promise<void> {
    const password = randomBytes(16).toString('hex');
    passwords.set(user, password);
    writeFileSync(join(dir, `${user}.password`), password, { mode: 0o600 });
    await server.setPassword(user, password, ['SCRAM-SHA-512']);
  }

  beforeAll(async () => {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    const authority = await Authority.make(join(dir, 'certificates'));
    caFile = authority.caFile;
    const certificate = await authority.issue('broker', ['IP:127.0.0.1']);
    const dataDir = join(dir, 'data');
    const secure = { dataDir, authority, certificate, clientAuth: 'none', authorizes: true } as const;
    server = await startSecureKafka({ ...secure, log: () => undefined });
    for (const user of [...services, 'topics']) await addUser(user);
    const { stdout } = await run('npm', ['run', '-s', 'kafka:acls', '--', '--topic-prefix', topicPrefix], {
      cwd: repository,
    });
    const admin = new Kafka({ brokers: [...server.adminBrokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createAcls({ acl: aclsIn(stdout) });
    await admin.disconnect();
    const ofTopics = {
      ...environmentOf('topics'),
      KAFKA_BROKERS: server.brokers.join(),
      KAFKA_TOPIC_PREFIX: topicPrefix,
    };
    await run(process.execPath, ['apps/gateway/dist/topics.js'], {
      cwd: repository,
      env: { ...process.env, ...ofTopics },
    });
    const { TEST_DATABASE_URL: databaseUrl = '', TEST_REDIS_URL: redisUrl = '' } = process.env;
    const checks = (user: string) => ({ ...environmentOf(user), KAFKA_TOPICS: 'check' });
    wallet = await startWallet('acls', {
      infrastructure: { databaseUrl, redisUrl, kafkaBrokers: server.brokers },
      template: process.env['TEST_STACK_TEMPLATE'],
      env: Object.fromEntries(services.map((service) => [service, checks(service)])),
    });
  }, 240_000);
  afterAll(async () => {
    await wallet?.stop();
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  it('lets every flow through', async () => {
    const customer = await wallet.customer();
    const order = new EasyPayOrder(wallet, customer);
    expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
    const id = await order.open();
    expect(resultOf(await order.verify(id, await order.code()))).toBe('S SUCCESS');
    expect(resultOf(await order.inquire())).toBe('S SUCCESS');
    const binding = new Binding(wallet, customer);
    const { accessToken } = await binding.bind();
    const payment = tokenPayment(accessToken);
    expect(resultOf(await wallet.call('pay', payment))).toBe('S SUCCESS');
    const { acquirerId, pspId, paymentRequestId } = payment;
    expect(resultOf(await wallet.call('cancelPayment', { acquirerId, pspId, paymentRequestId }))).toBe('S SUCCESS');
    expect(resultOf(await binding.cancelToken(accessToken))).toBe('S SUCCESS');
    await eventually(async () => {
      expect((await wallet.booked(order.paymentRequestId)).notifications.length).toBeGreaterThan(0);
      expect(await binding.notices('TOKEN_CANCELED')).not.toEqual([]);
    });
    for (const service of ['auth', 'payments', 'otp', 'notifier'] as const)
      expect(await wallet.stack.operate(service, 'dead-letters')).toMatchObject({ deadLetters: [] });
    const logs = wallet.stack.processes.map(({ logFile }) => readFileSync(logFile, 'utf8')).join('\n');
    expect(
      logs.split('\n').filter((line) => /not authorized|authorization/i.test(line) && /kafka/i.test(line)),
    ).toEqual([]);
    expect(logs).not.toContain('Kafka does not tell who is there');
  });

  it.each(services)('refuses %s what is not its own', async (user) => {
    const kafka = new Kafka({
      brokers: [...server.brokers],
      ssl: { ca: [readFileSync(caFile, 'utf8')] },
      sasl: { mechanism: 'scram-sha-512', username: user, password: passwords.get(user)! },
      retry: { retries: 0 },
      logLevel: logLevel.NOTHING,
    });
    const topic = topicPrefix + foreign[user];
    const producer = kafka.producer();
    await producer.connect();
    await expect(producer.send({ topic, messages: [{ value: 'x' }] })).rejects.toThrow(/authori[sz]/i);
    await producer.disconnect();
    const consumer = kafka.consumer({ groupId: topicPrefix + user });
    await consumer.connect();
    await expect(consumer.subscribe({ topics: [topic] })).rejects.toThrow(/authori[sz]/i);
    await consumer.disconnect();
    const admin = kafka.admin();
    await admin.connect();
    expect(await admin.listTopics()).not.toContain(topic);
    const offsetsOf = (group: string) => admin.fetchOffsets({ groupId: topicPrefix + group });
    await expect(offsetsOf(user === 'gateway' ? 'gateway-answers-1' : user)).resolves.toBeDefined();
    await expect(offsetsOf('stranger')).rejects.toThrow(/group coordinator/);
    await admin.disconnect();
  });
});
