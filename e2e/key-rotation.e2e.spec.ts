import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Exchange, type Wallet } from './support/wallet';

const name = 'key-rotation';
const root = join(__dirname, '../.local/e2e', name);

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'public' ? 'spki' : 'pkcs8' }).toString();

/** Calls one after another in several lanes until it is stopped; keeps what came back. */
class Traffic {
  readonly exchanges: Exchange[] = [];
  private isOver = false;
  private readonly lanes: Promise<void>[];

  constructor(wallet: Wallet, customers: readonly Customer[]) {
    this.lanes = customers.map(async (customer) => {
      while (!this.isOver) {
        this.exchanges.push(await new EasyPayOrder(wallet, customer).evaluate());
        await sleep(20);
      }
    });
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.lanes);
  }
}

/** Without the pairs of a run before; the database remembers the other keys. */
function beginAnew(dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const file of readdirSync(dir).filter((each) => /\.(pem|active)$/.test(each))) rmSync(join(dir, file));
}

describe('keys of both sides are replaced while calls go on', () => {
  let wallet: Wallet;
  let folder: string;
  let traffic: Traffic;

  beforeAll(async () => {
    beginAnew(join(root, 'keys'));
    wallet = await startWallet(name);
    folder = dirname(wallet.stack.keys.walletPublic);
    traffic = new Traffic(wallet, await wallet.customers(3));
  });
  afterAll(async () => {
    await traffic.stop();
    await wallet.stop();
  });

  const write = (file: string, key: KeyObject) => writeFileSync(join(folder, file), pem(key));
  const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const order = async () => new EasyPayOrder(wallet, await wallet.customer());
  const evaluate = async (manner: Parameters<Wallet['call']>[2] = {}) =>
    wallet.call('pay', (await order()).evaluation(), manner);
  const codeWith = async (manner: Parameters<Wallet['call']>[2]) => resultOf(await evaluate(manner));

  /** Pays and is told: `Alipay+'s version of the call, the wallet's of the answer and of the notice`. */
  async function payment(): Promise<(string | undefined)[]> {
    const paid = await order();
    const exchange = await paid.verify(await paid.open(), await paid.code());
    expect(resultOf(exchange)).toBe('S SUCCESS');
    const notice = await eventually(
      async () => {
        const { notifications } = await wallet.booked(paid.paymentRequestId);
        expect(notifications).toMatchObject([{ signature: 'valid', answered: 'S' }]);
        return notifications[0]!;
      },
      { timeoutMs: 20_000 },
    );
    return [exchange.keyVersion, exchange.walletKeyVersion, notice.walletKeyVersion];
  }

  it('begins with version 1 on both sides', async () => {
    expect(await payment()).toEqual(['1', '1', '1']);
  });

  it('takes the second key of Alipay+ beside the first, and refuses it before it is there', async () => {
    const { privateKey, publicKey } = newKeys();
    write('alipayplus-private.2.pem', privateKey);
    await wallet.changeKeys({ signWith: '1' });
    expect(await codeWith({ keyVersion: '2' })).toBe('F KEY_NOT_FOUND');
    write('alipayplus-public.2.pem', publicKey);
    await eventually(async () => expect(await codeWith({ keyVersion: '2' })).toBe('S SUCCESS'), { timeoutMs: 15_000 });
    await wallet.changeKeys({ signWith: '2' });
    expect(await codeWith({ keyVersion: '1' })).toBe('S SUCCESS');
    expect(await payment()).toEqual(['2', '1', '1']);
  });

  it('signs with its own second key when that is made the active one, and not because it is there', async () => {
    const { privateKey, publicKey } = newKeys();
    write('wallet-public.2.pem', publicKey);
    write('wallet-private.2.pem', privateKey);
    const log = () => readFileSync(join(root, 'logs', 'gateway-1.log'), 'utf8');
    await eventually(() => Promise.resolve(expect(log()).toContain('the key version in use stays')), {
      timeoutMs: 15_000,
    });
    expect(await payment()).toEqual(['2', '1', '1']);
    writeFileSync(join(folder, 'wallet-private.active'), '2\n');
    await eventually(async () => expect((await evaluate()).walletKeyVersion).toBe('2'), { timeoutMs: 15_000 });
    await eventually(async () => expect(await payment()).toEqual(['2', '2', '2']), { timeoutMs: 30_000 });
    await wallet.changeKeys({ retired: ['1'] });
    expect(await payment()).toEqual(['2', '2', '2']);
  });

  it('refuses a retired version, an unknown one, and the old key in the name of the new one', async () => {
    rmSync(join(folder, 'alipayplus-public.pem'));
    await eventually(async () => expect(await codeWith({ keyVersion: '1' })).toBe('F KEY_NOT_FOUND'), {
      timeoutMs: 15_000,
    });
    expect(await codeWith({ namedVersion: '9' })).toBe('F KEY_NOT_FOUND');
    expect(await codeWith({ keyVersion: '1', namedVersion: '2' })).toBe('F INVALID_SIGNATURE');
    expect(await codeWith({ keyVersion: '1', namedVersion: null })).toBe('F INVALID_SIGNATURE');
    expect(await codeWith({ namedVersion: null })).toBe('S SUCCESS');
  });

  it('answered every call meanwhile, in each phase', async () => {
    await traffic.stop();
    const outcomes = traffic.exchanges.map((exchange) => resultOf(exchange));
    expect(outcomes.filter((outcome) => outcome !== 'S SUCCESS')).toEqual([]);
    const pairs = new Set(
      traffic.exchanges.map(({ keyVersion, walletKeyVersion }) => `${keyVersion} ${walletKeyVersion}`),
    );
    expect(pairs).toEqual(new Set(['1 1', '2 1', '2 2']));
    await wallet.expectSoundBooks();
  });
});
