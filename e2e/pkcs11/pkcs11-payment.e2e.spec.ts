import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { repository } from '../support/recipe';
import { startWallet, type Exchange, type Wallet } from '../support/wallet';
import { SoftHsm } from './soft-hsm';

const dir = join(repository, '.local/e2e/pkcs11-keys');
const keysDir = join(dir, 'keys');
const frozenMs = 30_000;
const callEveryMs = 100;

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'public' ? 'spki' : 'pkcs8' }).toString();

describe('a wallet whose private key is in a token', () => {
  let hsm: SoftHsm;
  let wallet: Wallet;

  beforeAll(async () => {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(keysDir, { recursive: true });
    hsm = await SoftHsm.make(join(dir, 'hsm'));
    const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [theirPrivate, ourPublic] = [join(dir, 'alipayplus-private.pem'), join(dir, 'wallet-public.pem')];
    writeFileSync(theirPrivate, pem(theirs.privateKey));
    writeFileSync(ourPublic, pem(await hsm.generate('wallet-private.1')));
    writeFileSync(join(keysDir, 'alipayplus-public.pem'), pem(theirs.publicKey));
    writeFileSync(join(keysDir, 'wallet-app-public.pem'), pem(generateKeyPairSync('ed25519').publicKey));
    const token = {
      KEY_STORE: 'pkcs11',
      PKCS11_MODULE: hsm.module,
      PKCS11_TOKEN: hsm.token,
      PKCS11_PIN_FILE: hsm.pinFile,
    };
    const common = { KEYS_DIR: keysDir, ALIPAYPLUS_PRIVATE_KEY_FILE: theirPrivate, WALLET_PUBLIC_KEY_FILE: ourPublic };
    wallet = await startWallet('pkcs11', { env: { common, gateway: token, notifier: token } });
  }, 180_000);
  afterAll(async () => {
    await hsm?.thaw();
    await wallet?.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  const verbose = async (name: string): Promise<string> =>
    (await fetch(`${wallet.stack.process(name).healthUrl}/readyz?verbose`)).text();

  async function pay(): Promise<EasyPayOrder> {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    expect(resultOf(await order.verify(await order.open(), await order.code()))).toBe('S SUCCESS');
    return order;
  }

  it('pays, and tells Alipay+ of it', async () => {
    expect(readdirSync(keysDir).filter((file) => file.includes('wallet-private'))).toEqual([]);
    const { paymentRequestId } = await pay();
    await eventually(async () => {
      const { notifications } = await wallet.booked(paymentRequestId);
      expect(notifications.map(({ signature, answered }) => [signature, answered])).toEqual([['valid', 'S']]);
    });
  }, 60_000);

  it(`answers no F and nothing unsigned while its token hangs for ${frozenMs / 1_000} s, and pays after`, async () => {
    const customer = await wallet.customer();
    const exchanges: Exchange[] = [];
    let isOver = false;
    const calling = (async () => {
      for (; !isOver; await sleep(callEveryMs)) exchanges.push(await new EasyPayOrder(wallet, customer).evaluate());
    })();
    await eventually(() => Promise.resolve(expect(exchanges.map((each) => resultOf(each))).toContain('S SUCCESS')));
    await hsm.freeze();
    const pids = wallet.stack.processes.map(({ pid }) => pid);
    await eventually(async () => expect(await verbose('gateway-1')).toMatch(/"keys","up":false/), {
      timeoutMs: 30_000,
    });
    expect(await verbose('gateway-1')).toContain('"ready":true');
    await sleep(frozenMs);
    await hsm.thaw();
    const before = exchanges.length;
    await eventually(() =>
      Promise.resolve(expect(exchanges.slice(before).filter(({ signature }) => signature === 'valid')).not.toEqual([])),
    );
    isOver = true;
    await calling;
    const unsigned = exchanges.filter(({ signature }) => signature !== 'valid');
    expect(unsigned.length).toBeGreaterThan(3);
    expect(new Set(unsigned.map(({ httpStatus, answer }) => JSON.stringify([httpStatus, answer])))).toEqual(
      new Set(['[503,null]']),
    );
    const results = exchanges.filter((each) => !unsigned.includes(each)).map((each) => resultOf(each));
    expect(results.filter((result) => !/^[SU] /.test(result))).toEqual([]);
    await pay();
    expect(wallet.stack.processes.map(({ pid }) => pid)).toEqual(pids);
    await wallet.expectSoundBooks();
  }, 180_000);
});
