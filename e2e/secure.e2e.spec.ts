import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDataFolder, startSecureServers, type SecureServers } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Wallet } from './support/wallet';

const dataDir = join(__dirname, '../.local/e2e-secure');

describe('services that reach Kafka, Postgres and Redis by TLS, with secrets in files', () => {
  let servers: SecureServers;
  let wallet: Wallet;
  let firstSecrets: string[];

  beforeAll(async () => {
    removeDataFolder(dataDir);
    servers = await startSecureServers(dataDir, () => undefined);
    wallet = await startWallet('secure', servers.options);
    firstSecrets = servers.secrets();
  }, 150_000);
  afterAll(async () => {
    await wallet?.stop();
    await servers?.stop();
    removeDataFolder(dataDir);
  }, 60_000);

  const services = () => wallet.stack.processes.filter(({ service }) => service !== 'simulator');

  const results: string[] = [];

  /** Each call again until its outcome is known, as Alipay+ does it. */
  async function pay(customer: Customer): Promise<void> {
    const order = new EasyPayOrder(wallet, customer);
    const patience = { timeoutMs: 30_000 };
    const opened = await eventually(() => order.open(), patience);
    const code = await order.code();
    await eventually(async () => {
      const result = resultOf(await order.verify(opened, code));
      results.push(result);
      expect(result).toBe('S SUCCESS');
    }, patience);
  }

  it('take a payment', async () => {
    await pay(await wallet.customer());
    expect(results).toEqual(['S SUCCESS']);
  }, 60_000);

  it('have no secret in their environment', () => {
    expect(firstSecrets).toHaveLength(6);
    for (const { pid, name } of services()) {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      expect(environment).toContain('KAFKA_PASSWORD_FILE=');
      for (const secret of firstSecrets) expect([name, environment.includes(secret)]).toEqual([name, false]);
    }
  });

  it('lose no payment while all passwords and certificates are replaced', async () => {
    const customers = await wallet.customers(40);
    results.splice(0);
    let next = 0;
    const payer = async (): Promise<void> => {
      for (let customer = customers[next++]; customer; customer = customers[next++]) await pay(customer);
    };
    const pids = services().map(({ pid }) => pid);
    await Promise.all([payer(), payer(), payer(), servers.replaceSecrets()]);
    expect(results.filter((result) => result === 'S SUCCESS')).toHaveLength(customers.length);
    expect(results.filter((result) => result.startsWith('F'))).toEqual([]);
    expect(services().map(({ pid }) => pid)).toEqual(pids);
    expect(servers.secrets()).not.toEqual(firstSecrets);
    await wallet.expectSoundBooks();
  }, 120_000);

  it('have logged no secret', () => {
    const logs = services().map(({ logFile }) => readFileSync(logFile, 'utf8'));
    expect(logs.join('').length).toBeGreaterThan(1_000);
    for (const secret of [...firstSecrets, ...servers.secrets()]) expect(logs.join('')).not.toContain(secret);
  });
});
