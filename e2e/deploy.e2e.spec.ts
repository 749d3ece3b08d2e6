import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { servicesWith } from '@wallet/local-stack';
import { DocumentedDatabase, schemas } from './support/documented-database';
import { DocumentedService, documentedCommands, kafkaHere } from './support/documented-services';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Wallet } from './support/wallet';

const run = promisify(execFile);
const root = join(__dirname, '..');
const services = servicesWith('KAFKA_BROKERS');
const refused = /permission denied|must be owner/;

async function firstPayment(wallet: Wallet, customer: Customer): Promise<string> {
  const order = new EasyPayOrder(wallet, customer);
  return resultOf(await order.verify(await order.open(), await order.code()));
}

describe('docs/deploy.md', () => {
  const secrets = mkdtempSync(join(tmpdir(), 'wallet-deploy-'));
  const secret = (file: string): string => join(secrets, file);
  const database = new DocumentedDatabase('wallet_deploy', secrets);
  let wallet: Wallet;
  let documented: DocumentedService[] = [];

  beforeAll(async () => {
    const [command = ''] = documentedCommands('sh docs/examples');
    const [program = '', ...args] = command.replace('/etc/wallet', secrets).split(' ');
    await run(program, args, { cwd: root });
    await run(program, args, { cwd: root });
    const alipayplus = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(secret('alipayplus-private.pem'), alipayplus.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (const [name, { publicKey }] of Object.entries({ alipayplus, 'wallet-app': generateKeyPairSync('ed25519') }))
      writeFileSync(secret(`keys/${name}-public.pem`), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(secret('sms.token'), 'of-the-sms-provider');
    writeFileSync(secret('payment-factor.token'), 'of-the-payment-factor');
    const files = {
      KEYS_DIR: secret('keys'),
      SEAL_KEYS_DIR: secret('seal'),
      TOKEN_HASH_KEY_FILE: secret('token-hash.key'),
      OTP_KEY_FILE: secret('otp.key'),
      ALIPAYPLUS_PRIVATE_KEY_FILE: secret('alipayplus-private.pem'),
    };
    await database.make();
    await database.migrate();
    wallet = await startWallet('deploy', { env: { common: files } });
    for (const name of services) await wallet.stack.process(`${name}-1`).kill();
    documented = services.map((name) => new DocumentedService(wallet.stack, name, secrets));
    await Promise.all(documented.map((service) => service.start()));
  }, 150_000);

  afterAll(async () => {
    await wallet?.stop();
    await Promise.all(documented.map((service) => service.end()));
    await database.drop();
    rmSync(secrets, { recursive: true });
  }, 60_000);

  it('starts five services from its examples alone, which take a payment and bear kill -9', async () => {
    expect(services).toHaveLength(5);
    const [customer, another] = await wallet.customers(2);
    expect(await firstPayment(wallet, customer!)).toBe('S SUCCESS');
    await Promise.all(documented.map((service) => service.killAndRestart()));
    expect(await firstPayment(wallet, another!)).toBe('S SUCCESS');
    await wallet.expectSoundBooks();
  }, 120_000);

  it('has operators, health and the wallet API listen where they alone shall', async () => {
    const [gateway, auth] = ['gateway', 'auth'].map((name) => documented.find((service) => service.name === name)!);
    const { walletApiUrl, operatorUrls } = wallet.stack;
    const elsewhere = (url: string) => url.replace('127.0.0.1', '127.0.0.2');
    const listens = (url: string) =>
      fetch(`${url}/openapi.json`).then(
        () => true,
        () => false,
      );
    await Promise.all([gateway!.restart({ WALLET_HOST: '127.0.0.2' }), auth!.restart({ OPERATOR_HOST: '127.0.0.2' })]);
    for (const url of [walletApiUrl, operatorUrls.auth])
      expect([await listens(url), await listens(elsewhere(url))]).toEqual([false, true]);
    await Promise.all([gateway!.restart(), auth!.restart()]);
  }, 90_000);

  it('is ready without Kafka, and answers a signed U within a second', async () => {
    const gateway = documented.find(({ name }) => name === 'gateway')!;
    await gateway.restart({ KAFKA_BROKERS: '127.0.0.1:1' });
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const exchange = await order.evaluate();
    expect([resultOf(exchange), exchange.signature]).toEqual(['U UNKNOWN_EXCEPTION', 'valid']);
    expect(exchange.durationMs).toBeLessThan(1_500);
    await gateway.restart();
    expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
  }, 90_000);

  it('makes the topics', async () => {
    const [command = ''] = documentedCommands('node --env-file=').filter((line) => line.endsWith('topics.js'));
    const env = { ...kafkaHere(wallet.stack), KAFKA_TOPIC_PREFIX: 'deploy-topics.' };
    const { stdout } = await run(process.execPath, command.split(' ').slice(1), { cwd: root, env });
    expect(stdout).toContain('"topic":"deploy-topics.notifier.record.dead-letter.v1","msg":"created"');
  }, 60_000);

  it('ends each with exit code 0 at SIGTERM', async () => {
    expect(await Promise.all(documented.map((service) => service.end()))).toEqual(services.map(() => 'exit code 0'));
  }, 60_000);

  it('makes secrets that nobody else may read, and keeps them the second time', () => {
    const made = ['keys/wallet-private.pem', 'seal/seal.1.key', 'token-hash.key', 'otp.key', 'operator/auth.token'];
    expect(made.map((file) => (statSync(secret(file)).mode & 0o077).toString(8))).toEqual(made.map(() => '0'));
  });

  it('has a database of which each schema is the owner’s, who alone migrates', async () => {
    const owned = 'select nspname as name from pg_namespace where nspowner = current_user::regrole order by 1';
    expect(await database.as(database.ownerUrl, [owned])).toEqual([...schemas].sort().map((name) => ({ name })));
    for (const schema of schemas)
      await expect(database.migrate(database.serviceUrl(schema))).rejects.toThrow(/permission denied for database/);
  }, 60_000);

  it.each(schemas)('gives the role of %s its own schema, and nothing else', async (schema) => {
    const asService = (statement: string) => database.as(database.serviceUrl(schema), [statement]);
    await asService(`select from ${schema}.migration`);
    const others = schemas.filter((each) => each !== schema);
    const inOthers = `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('${others.join("', '")}')`;
    const foreign = (await database.as(database.url(), [inOthers])) as { name: string }[];
    expect(foreign.length).toBeGreaterThan(10);
    const forbidden = [
      ...foreign.map(({ name }) => `select from ${name}`),
      ...[...schemas, 'public'].map((each) => `create table ${each}.own (id int)`),
      'create schema own',
      'create temporary table own (id int)',
      `drop table ${schema}.migration`,
      'create role own',
    ];
    for (const statement of forbidden) await expect(asService(statement)).rejects.toThrow(refused);
  });

  it('lets no stranger into its database', async () => {
    await database.as(database.url(), [`create role deploy_stranger login password 'strange'`]);
    try {
      await expect(database.as(database.url('deploy_stranger', 'strange'), [])).rejects.toThrow(refused);
    } finally {
      await database.as(database.url(), ['drop role deploy_stranger']);
    }
  });
});
