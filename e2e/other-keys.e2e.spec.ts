import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually } from '@wallet/testkit';
import { Redis } from 'ioredis';
import { Binding, payAndAuthorize, tokenPayment } from './support/binding';
import { Bus } from './support/bus';
import { EasyPayOrder, resultOf, wrongCodes } from './support/easy-pay';
import { startWallet, type Exchange, type Wallet } from './support/wallet';

/** What is signed and unknown, whatever the code. */
const isUnknown = (exchange: Exchange) => expect(resultOf(exchange)).toMatch(/^U /);

describe('a process with another key than the others', () => {
  let wallet: Wallet;
  let redis: Redis;
  let keys: Readonly<Record<'own' | 'other', Record<string, string>>>;
  beforeAll(async () => {
    wallet = await startWallet('other-keys', { replicas: { otp: 2 } });
    redis = new Redis(wallet.stack.redisUrl);
    const folder = dirname(wallet.stack.keys.walletPrivate);
    keys = { own: pathsIn(folder), other: otherKeysIn(join(folder, 'other')) };
  }, 120_000);
  afterAll(async () => {
    redis.disconnect();
    await wallet.stop();
  }, 40_000);

  const pathsIn = (folder: string) => ({
    TOKEN_HASH_KEY_FILE: join(folder, 'token-hash.key'),
    OTP_KEY_FILE: join(folder, 'otp.key'),
    SEAL_KEYS_DIR: join(folder, 'seal'),
  });
  function otherKeysIn(folder: string) {
    mkdirSync(join(folder, 'seal'), { recursive: true });
    for (const file of ['token-hash.key', 'otp.key', 'seal/seal.1.key'])
      writeFileSync(join(folder, file), randomBytes(32).toString('base64'));
    return pathsIn(folder);
  }

  const restart = (name: string, which: 'own' | 'other', ...settings: string[]) =>
    wallet.stack.process(name).restart(Object.fromEntries(settings.map((each) => [each, keys[which][each]!])));
  const logOf = (name: string) => readFileSync(wallet.stack.process(name).logFile, 'utf8');
  const differing = async (name: string): Promise<number> => {
    const text = await (await fetch(`${wallet.stack.process(name).healthUrl}/metrics`)).text();
    const values = [...text.matchAll(/^messaging_other_keys_total\{.*\} (\d+)$/gm)].map(([, value]) => Number(value));
    return values.reduce((sum, value) => sum + value, 0);
  };
  /** Names the setting and two fingerprints, and is told of by no more than that. */
  const alertOf = (setting: string) =>
    new RegExp(`"key":"[a-z-]+(\\.1)?","setting":"${setting}","own":"[0-9a-f]{8}","sender":"[0-9a-f]{8}"`);
  const ended = () => wallet.rows(`select 1 from auth.agreement where cancelled_at is not null`);
  async function deadLetters() {
    const bus = new Bus(wallet.stack);
    return bus.read((await bus.topics()).filter((topic) => topic.includes('dead-letter')));
  }
  function expectNoSecretIn(name: string) {
    for (const which of Object.values(keys))
      for (const file of [which['TOKEN_HASH_KEY_FILE'], which['OTP_KEY_FILE'], `${which['SEAL_KEYS_DIR']}/seal.1.key`])
        expect(logOf(name)).not.toContain(readFileSync(file!, 'utf8').trim());
  }

  it('a gateway: all that rests on the key is unknown, nothing is done, and it is told', async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const { accessToken, refreshToken } = await binding.bind();
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const id = await order.open();
    const code = await order.code();

    await restart('gateway-1', 'other', 'TOKEN_HASH_KEY_FILE', 'SEAL_KEYS_DIR');
    const before = await differing('auth-1');
    const payment = tokenPayment(accessToken);
    isUnknown(await wallet.call('pay', payment));
    isUnknown(await binding.refresh(refreshToken));
    isUnknown(await binding.cancelToken(accessToken));
    isUnknown(await binding.sendOtp(accessToken));
    for (const each of [code, ...wrongCodes(code, 5)]) isUnknown(await order.verify(id, each));
    expect(resultOf(await new EasyPayOrder(wallet, await wallet.customer()).evaluate())).toBe('S SUCCESS');
    expect((await differing('auth-1')) - before).toBe(4);
    expect(logOf('auth-1')).toMatch(alertOf('TOKEN_HASH_KEY_FILE'));
    expect(`${logOf('otp-1')}${logOf('otp-2')}`).toMatch(alertOf('SEAL_KEYS_DIR'));
    expect(await ended()).toEqual([]);
    expect(await redis.hget(`otp:{${order.paymentRequestId}}`, 'tries')).toBe('0');

    await restart('gateway-1', 'own', 'TOKEN_HASH_KEY_FILE', 'SEAL_KEYS_DIR');
    expect(resultOf(await wallet.call('pay', payment))).toBe('S SUCCESS');
    expect(resultOf(await order.verify(id, code))).toBe('S SUCCESS');
    expect(resultOf(await binding.refresh(refreshToken))).toBe('S SUCCESS');
    expect(resultOf(await binding.cancelToken(accessToken))).toBe('S SUCCESS');
    expect(await deadLetters()).toEqual([]);
    expectNoSecretIn('auth-1');
  }, 120_000);

  it('an auth: does not start, and says in a line what to do', async () => {
    const line =
      /TOKEN_HASH_KEY_FILE holds another key \(fingerprint [0-9a-f]{8}\) than the one that the database remembers \([0-9a-f]{8}\): give this process the file of the others/;
    const starts = () => logOf('auth-1').match(/auth is ready/g)?.length;
    const before = starts();
    await expect(restart('auth-1', 'other', 'TOKEN_HASH_KEY_FILE')).rejects.toThrow(line);
    expect(starts()).toBe(before);
    expectNoSecretIn('auth-1');
    await restart('auth-1', 'own', 'TOKEN_HASH_KEY_FILE');
    const { accessToken } = await new Binding(wallet, await wallet.customer()).bind();
    expect(resultOf(await wallet.call('pay', tokenPayment(accessToken)))).toBe('S SUCCESS');
  }, 120_000);

  it('one otp of two: does not start, no try is burnt, and the other one takes its part', async () => {
    const orders = await Promise.all(
      (await wallet.customers(20)).map(async (customer) => {
        const order = new EasyPayOrder(wallet, customer);
        return { order, id: await order.open(), code: await order.code() };
      }),
    );
    const line = /OTP_KEY_FILE holds another key .* than the one that Redis remembers/;
    await expect(restart('otp-2', 'other', 'OTP_KEY_FILE')).rejects.toThrow(line);
    await Promise.all(
      orders.map(({ order, id, code }) =>
        eventually(async () => expect(resultOf(await order.verify(id, code))).toBe('S SUCCESS'), { timeoutMs: 40_000 }),
      ),
    );
    const tries = orders.map(({ order }) => redis.hget(`otp:{${order.paymentRequestId}}`, 'tries'));
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['0']));
    await restart('otp-2', 'own', 'OTP_KEY_FILE');
    expect(await deadLetters()).toEqual([]);
  }, 120_000);

  it('a notifier: facts wait for the right key, and are told then', async () => {
    await restart('notifier-1', 'other', 'SEAL_KEYS_DIR');
    const { binding } = await payAndAuthorize(wallet, await wallet.customer());
    await eventually(async () => expect(await differing('notifier-1')).toBe(1), { timeoutMs: 20_000 });
    expect(logOf('notifier-1')).toMatch(alertOf('SEAL_KEYS_DIR'));
    expect(await binding.notices()).toEqual([]);
    await restart('notifier-1', 'own', 'SEAL_KEYS_DIR');
    await eventually(async () => expect(await binding.notices('TOKEN_CREATED')).toHaveLength(1), { timeoutMs: 20_000 });
    expect(await deadLetters()).toEqual([]);
    await wallet.expectSoundBooks();
  }, 120_000);
});
