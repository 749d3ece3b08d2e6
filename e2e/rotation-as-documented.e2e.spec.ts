import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { runShell, shellBlocks } from './support/recipe';
import { SteadyPayments } from './support/steady-payments';
import { startWallet, type Wallet } from './support/wallet';

const name = 'rotation-as-documented';
const dir = join(__dirname, '../.local/e2e', name);
/** The folder of the document. The notifier has a copy, so that keys reach it later than the gateway. */
const keys = join(dir, 'keys');
const notifierKeys = join(dir, 'notifier-keys');
const logs = join(dir, 'logs');

const manual = 'docs/operations.md';
const [steadyCommand = '', assignment = ''] = shellBlocks(manual, '## Rotate a key');
const recipes = {
  alipayplus: shellBlocks(manual, '### Alipay+ rotates its key'),
  wallet: shellBlocks(manual, '### The wallet rotates its key'),
  seal: shellBlocks(manual, '### The seal is rotated'),
};

/** The same for a later rotation, from version `old` to `next`. */
const later = (block: string, old: number, next: number): string =>
  block
    .replaceAll(/\.2(?=\.pem)|(?<=--sign-with )2/g, (found) => found.replace('2', `${next}`))
    .replaceAll(/ 2(?=\[)/g, ` ${next}`)
    .replaceAll('"2"', `"${next}"`)
    .replaceAll('"1"', `"${old}"`)
    .replaceAll('echo 2 >', `echo ${next} >`)
    .replaceAll('echo 1 >', `echo ${old} >`)
    .replaceAll(/(public|private)\.pem/g, `$1.${old}.pem`)
    .replaceAll(/(?<=--refused |--retired )1\b/g, `${old}`);

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'public' ? 'spki' : 'pkcs8' }).toString();
const newPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const isKey = (file: string): boolean => /\.(pem|active)$/.test(file);

/** Puts a whole file there at once. */
function put(folder: string, file: string, content: string): void {
  const partial = join(folder, `${file}.partial`);
  writeFileSync(partial, content, { mode: 0o600 });
  renameSync(partial, join(folder, file));
}

/** The notifier's folder becomes as the gateway's is. */
function propagate(): void {
  const files = readdirSync(keys).filter(isKey);
  for (const file of files) put(notifierKeys, file, readFileSync(join(keys, file), 'utf8'));
  for (const file of readdirSync(notifierKeys).filter(isKey))
    if (!files.includes(file)) rmSync(join(notifierKeys, file));
}

const inForceAt = (service: string, key: string): string =>
  readFileSync(join(logs, `${service}-1.log`), 'utf8')
    .split('\n')
    .findLast((line) => line.includes(`"name":"${key}"`) && line.includes('keys in force')) ?? '';

describe('the recipes of rotation, as they are written, under a payment a second', () => {
  let wallet: Wallet;
  let payments: SteadyPayments;
  let shell: (script: string) => Promise<string>;
  const firstWalletKey = newPair();

  beforeAll(async () => {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(keys, { recursive: true });
    for (const [side, pair] of [
      ['alipayplus', newPair()],
      ['wallet', firstWalletKey],
    ] as const)
      for (const half of ['private', 'public'] as const) put(keys, `${side}-${half}.pem`, pem(pair[`${half}Key`]));
    cpSync(keys, notifierKeys, { recursive: true });
    mkdirSync(logs);
    writeFileSync(join(logs, 'notifier-migrate.log'), 'as npm start leaves it');
    wallet = await startWallet(name, { env: { notifier: { KEYS_DIR: notifierKeys } } });
    const body = {
      customers: [{ loginId: '+85252412345', currency: 'HKD', balance: '5000000', status: 'ACTIVE' }],
      operator: 'e2e',
      reason: 'the customer of the demo',
    };
    await wallet.stack.operate('auth', 'customers/import', { body });
    const env = { STACK_FILE: wallet.stack.stackFile };
    expect(assignment).toBe('keys=.local/keys logs=.local/logs\n');
    shell = (script) => runShell(script, { ...env, keys, logs });
    payments = new SteadyPayments(steadyCommand, env);
    await payments.more(2);
  }, 120_000);

  afterAll(async () => {
    await payments?.stop();
    await wallet?.database.end();
    await wallet?.stack.stop();
  });

  /** Each step while payments go on; what it changes reaches the notifier two payments later. */
  async function follow(blocks: readonly string[]): Promise<string[]> {
    const printed: string[] = [];
    for (const block of blocks) {
      const step = shell(block);
      await payments.more(2);
      propagate();
      printed.push(await step);
    }
    await payments.more(2);
    return printed;
  }

  const expectNoneWrong = () => expect(payments.lines.filter((line) => !line.endsWith('  right'))).toEqual([]);
  const evaluate = async (manner: Parameters<Wallet['call']>[2] = {}) =>
    wallet.call('pay', new EasyPayOrder(wallet, await wallet.customer()).evaluation(), manner);

  it('has the recipes in steps', () => {
    expect([recipes.alipayplus.length, recipes.wallet.length, recipes.seal.length]).toEqual([6, 6, 3]);
  });

  it('rotates the key of Alipay+', async () => {
    const printed = await follow(recipes.alipayplus);
    expect(printed.at(-1)).toMatch(/inquiryPayment {2}key 1\n.*F KEY_NOT_FOUND .*signature valid/);
    expectNoneWrong();
    expect(payments.versions).toEqual(['1 1 1', '2 1 1']);
    for (const service of ['gateway', 'notifier'])
      expect(inForceAt(service, 'alipayplus-public')).toContain('"versions":["2"]');
  }, 120_000);

  it("rotates the wallet's key, while the notifier signs with the old one for longer", async () => {
    await follow(recipes.wallet);
    expectNoneWrong();
    expect(payments.versions).toEqual(['1 1 1', '2 1 1', '2 2 1', '2 2 2']);
    for (const service of ['gateway', 'notifier'])
      expect(inForceAt(service, 'wallet-private')).toContain('"versions":["2"],"active":"2"');
  }, 120_000);

  it('rotates the seal', async () => {
    await follow(recipes.seal);
    expectNoneWrong();
    const order = new EasyPayOrder(wallet, await wallet.customer());
    expect(resultOf(await order.verify(await order.open(), await order.code()))).toBe('S SUCCESS');
    for (const service of ['gateway', 'auth', 'otp', 'notifier'])
      expect(inForceAt(service, 'seal')).toContain('"versions":["2","1"],"active":"2"');
  }, 120_000);

  it('rotates both at once, with gaps in the versions', async () => {
    const both = recipes.alipayplus.map((block, step) => [later(block, 2, 7), later(recipes.wallet[step]!, 2, 30)]);
    for (const steps of both) await Promise.all([follow(steps.slice(0, 1)), shell(steps[1]!)]);
    await payments.more(2);
    expectNoneWrong();
    expect(payments.versions.at(-1)).toBe('7 30 30');
  }, 120_000);

  describe('what goes wrong with files', () => {
    const strange = newPair();
    const both = (change: (folder: string) => void) => [keys, notifierKeys].forEach(change);
    const half = (file: string) => (folder: string) => {
      const content = readFileSync(join(folder, file), 'utf8');
      writeFileSync(join(folder, file), content.slice(0, content.length / 2));
    };
    const write = (file: string, content: string) => (folder: string) => put(folder, file, content);
    const remove = (file: string) => (folder: string) => rmSync(join(folder, file));

    it.each([
      ['a new private half is half written', write('wallet-private.40.pem', pem(strange.privateKey).slice(0, 300))],
      ['a new public half is no key', write('alipayplus-public.41.pem', 'no key')],
      ['a private half stands for a public one', write('alipayplus-public.42.pem', pem(strange.privateKey))],
      ['a version is longer than a message may name', write('wallet-private.2026112912.pem', pem(strange.privateKey))],
      ['a version is written with a zero', write('wallet-private.043.pem', pem(strange.privateKey))],
      ['a new private half is there that nobody asked for', write('wallet-private.44.pem', pem(strange.privateKey))],
      ['a version is to be used that is not there', write('wallet-private.active', '45')],
      ['nonsense is to be used', write('wallet-private.active', 'newest')],
      ['nothing says any more which one is to be used', remove('wallet-private.active')],
      ['the public half in use is half written', half('alipayplus-public.7.pem')],
      ['the private half in use is half written', half('wallet-private.30.pem')],
      ['the private half in use is gone', remove('wallet-private.30.pem')],
    ])('%s: nobody notices', async (_what, change) => {
      const before = new Map([keys, notifierKeys].map((folder) => [folder, readdirSync(folder).filter(isKey)]));
      const contents = new Map(
        [...before].flatMap(([folder, files]) =>
          files.map((file) => [join(folder, file), readFileSync(join(folder, file), 'utf8')]),
        ),
      );
      both(change);
      await payments.more(2);
      expect(resultOf(await evaluate({ namedVersion: null }))).toBe('S SUCCESS');
      expectNoneWrong();
      expect(payments.versions.at(-1)).toBe('7 30 30');
      for (const [folder, files] of before)
        for (const file of readdirSync(folder).filter(isKey)) if (!files.includes(file)) rmSync(join(folder, file));
      for (const [path, content] of contents) put(join(path, '..'), path.slice(path.lastIndexOf('/') + 1), content);
      await payments.more(1);
    });
  });

  it('has answered, signed and told everything right meanwhile', async () => {
    expect(await payments.stop()).toBe(`${payments.lines.length} payments, none wrong`);
    expect(readFileSync(join(logs, 'notifier-1.log'), 'utf8')).not.toContain('notice not acknowledged');
    expect(await wallet.breaches()).toEqual([]);
    await wallet.expectSoundBooks();
  });

  it('signs with the retired key when it is told to, and Alipay+ takes no such answer', async () => {
    put(keys, 'wallet-private.pem', pem(firstWalletKey.privateKey));
    put(keys, 'wallet-private.active', '1');
    const answer = await eventually(async () => {
      const exchange = await evaluate();
      expect(exchange.walletKeyVersion).toBe('1');
      return exchange;
    });
    expect(answer.signature).toBe('invalid');
    const breaches = (await wallet.breaches()).map((line) => line.replace(/\d{20,}/, 'ID'));
    expect(new Set(breaches)).toEqual(new Set(['pay ID signature: unknown key version']));
  });
});
