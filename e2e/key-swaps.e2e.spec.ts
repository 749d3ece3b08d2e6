import { generateKeyPairSync, randomBytes, randomInt, type KeyObject } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MountedFolder } from '@wallet/key-store/testing';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Exchange, type Wallet } from './support/wallet';

/** `npm run test:rotations` sets both; here a short form of it. */
const rotations = Number(process.env['ROTATIONS'] ?? 3);
/** The kubelet shows a change to each pod at another time: up to so much apart. */
const spreadMs = Number(process.env['ROTATION_SPREAD_MS'] ?? 1_500);
const perSecond = Number(process.env['ROTATION_CALLS_PER_SECOND'] ?? 20);

const name = 'key-swaps';
const root = join(__dirname, '../.local/e2e', name);
const pods = ['gateway-1', 'gateway-2', 'auth-1', 'otp-1', 'otp-2', 'notifier-1'] as const;
type Pod = (typeof pods)[number];
const kinds = ['keys', 'seal'] as const;
type Files = Map<string, string>;

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'public' ? 'spki' : 'pkcs8' }).toString();
const newPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The Secrets of the cluster, and the folder of each pod in which the kubelet shows them, sooner or later. */
class Secrets {
  readonly keys: Files = new Map();
  readonly seal: Files = new Map();
  private readonly mounts = new Map(
    pods.map((pod) => [
      pod,
      {
        keys: new MountedFolder(join(root, 'pods', pod, 'keys')),
        seal: new MountedFolder(join(root, 'pods', pod, 'seal')),
      },
    ]),
  );

  folders(pod: Pod) {
    const { keys, seal } = this.mounts.get(pod)!;
    return { KEYS_DIR: keys.dir, SEAL_KEYS_DIR: seal.dir };
  }

  /** Each pod sees what the Secrets hold now, each at its own moment. */
  async spread(withinMs = spreadMs): Promise<void> {
    const now = { keys: new Map(this.keys), seal: new Map(this.seal) };
    const shown = [...this.mounts.values()].flatMap((mount) =>
      kinds.map(async (kind) => {
        if (withinMs > 0) await sleep(randomInt(withinMs));
        mount[kind].replace(now[kind]);
      }),
    );
    await Promise.all(shown);
  }
}

/** Evaluations at a pace, and first payments one after another; keeps what came back. */
class Traffic {
  readonly evaluations: Exchange[] = [];
  readonly payments: string[][] = [];
  private isOver = false;
  private readonly lanes: Promise<void>[];

  constructor(
    private readonly wallet: Wallet,
    customers: readonly Customer[],
  ) {
    const [first, ...others] = customers;
    this.lanes = [this.evaluate(first!), ...others.map((customer) => this.pay(customer))];
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.lanes);
  }

  private async evaluate(customer: Customer): Promise<void> {
    const underWay: Promise<unknown>[] = [];
    while (!this.isOver) {
      const call = new EasyPayOrder(this.wallet, customer).evaluate();
      underWay.push(call.then((exchange) => this.evaluations.push(exchange)));
      await sleep(1_000 / perSecond);
    }
    await Promise.all(underWay);
  }

  /** Whatever is unknown is asked again, as Alipay+ does, until it is final. */
  private async pay(customer: Customer): Promise<void> {
    while (!this.isOver) {
      const order = new EasyPayOrder(this.wallet, customer, '100');
      const outcomes: string[] = [];
      const asked = async (call: () => Promise<Exchange>): Promise<Exchange> => {
        for (;;) {
          const exchange = await call();
          outcomes.push(resultOf(exchange));
          if (!outcomes.at(-1)!.startsWith('U UNKNOWN')) return exchange;
          await sleep(200);
        }
      };
      const opened = await asked(() => this.wallet.call('pay', order.order()));
      const code = await order.code();
      await asked(() => order.verify(String(opened.answer?.verifyRequestId), code));
      this.payments.push(outcomes);
    }
  }
}

describe(`keys of both sides and of the seal are swapped ${rotations} times, and each pod sees it at another time`, () => {
  let secrets: Secrets;
  let wallet: Wallet;
  let folder: string;
  let traffic: Traffic;

  beforeAll(async () => {
    rmSync(root, { recursive: true, force: true });
    secrets = new Secrets();
    wallet = await startWallet(name, { replicas: { gateway: 2, otp: 2 } });
    folder = dirname(wallet.stack.keys.walletPrivate);
    for (const file of ['alipayplus-public', 'wallet-private', 'wallet-app-public'])
      secrets.keys.set(`${file}.1.pem`, readFileSync(join(folder, `${file}.pem`), 'utf8'));
    secrets.seal.set('seal.1.key', readFileSync(join(folder, 'seal/seal.1.key'), 'utf8'));
    await secrets.spread(0);
    await Promise.all(pods.map((pod) => wallet.stack.process(pod).restart(secrets.folders(pod))));
    traffic = new Traffic(wallet, await wallet.customers(4, '100000000'));
  }, 180_000);
  afterAll(async () => {
    await traffic?.stop();
    await wallet?.stop();
  }, 60_000);

  const metrics = async (pod: Pod): Promise<string> =>
    (await fetch(`${wallet.stack.process(pod).healthUrl}/metrics`)).text();
  const everywhere = (metric: string, key: string, version: string) =>
    eventually(
      async () => {
        for (const pod of pods) {
          const text = await metrics(pod);
          if (key !== 'seal' && !/gateway|notifier/.test(pod)) continue;
          expect(`${pod} ${text}`).toContain(`${metric}{name="${key}",version="${version}"} 1\n`);
        }
      },
      { timeoutMs: 60_000 },
    );
  const forSimulator = (file: string, key: KeyObject) => writeFileSync(join(folder, file), pem(key));
  const nameInUse = (old: string) => {
    secrets.keys.set('wallet-private.active', old);
    secrets.seal.set('seal.active', old);
  };

  /** `isHasty`: nobody waits until all have the new seal; Alipay+ cannot be hurried, and waits for its own key. */
  async function rotate(old: string, next: string, isHasty: boolean): Promise<void> {
    const [ours, theirs] = [newPair(), newPair()];
    nameInUse(old);
    secrets.keys.set(`wallet-private.${next}.pem`, pem(ours.privateKey));
    secrets.keys.set(`alipayplus-public.${next}.pem`, pem(theirs.publicKey));
    secrets.seal.set(`seal.${next}.key`, randomBytes(32).toString('base64'));
    forSimulator(`wallet-public.${next}.pem`, ours.publicKey);
    forSimulator(`alipayplus-private.${next}.pem`, theirs.privateKey);
    if (isHasty) secrets.seal.set('seal.active', next);
    await secrets.spread();
    for (const key of ['wallet-private', 'alipayplus-public', 'seal']) await everywhere('key_loaded', key, next);
    await everywhere('key_active', 'wallet-private', old);
    if (!isHasty) await everywhere('key_active', 'seal', old);

    nameInUse(next);
    await Promise.all([secrets.spread(), wallet.changeKeys({ signWith: next })]);
    for (const key of ['wallet-private', 'seal']) await everywhere('key_active', key, next);

    await sleep(500);
    secrets.keys.delete(`wallet-private.${old}.pem`);
    secrets.keys.delete(`alipayplus-public.${old}.pem`);
    await secrets.spread();
    await wallet.changeKeys({ retired: [old] });
    await retiredEverywhere(old);
  }

  /** The gateways are called in turn. */
  async function retiredEverywhere(old: string): Promise<void> {
    const customer = await wallet.customer();
    await eventually(
      async () => {
        for (let calls = 0; calls < 4; calls += 1) {
          const body = new EasyPayOrder(wallet, customer).evaluation();
          expect(resultOf(await wallet.call('pay', body, { keyVersion: old }))).toBe('F KEY_NOT_FOUND');
        }
      },
      { timeoutMs: 60_000 },
    );
  }

  it.each(Array.from({ length: rotations }, (_, index) => index))(
    'rotation %i',
    async (index) => {
      const version = (at: number) => ['1', '0'][at] ?? String(at * 7);
      await rotate(version(index), version(index + 1), index % 3 === 2);
    },
    120_000,
  );

  it('gave no wrong answer meanwhile, in any phase', async () => {
    await traffic.stop();
    const wrong = traffic.evaluations.filter(({ answer, signature, error }) => {
      const result = answer?.['result'] as { resultStatus?: string } | undefined;
      return signature !== 'valid' || error !== undefined || result?.resultStatus !== 'S';
    });
    expect(wrong).toEqual([]);
    expect(traffic.evaluations.length).toBeGreaterThan(rotations * perSecond);
    for (const outcomes of traffic.payments) {
      expect(outcomes.filter((outcome) => outcome.startsWith('F'))).toEqual([]);
      expect(outcomes.at(-1)).toBe('S SUCCESS');
    }
    expect(traffic.payments.length).toBeGreaterThan(rotations);
    await wallet.expectSoundBooks();
  }, 60_000);

  it('buried no record and is in doubt about no key', async () => {
    for (const pod of pods) {
      const text = await metrics(pod);
      expect(text).not.toMatch(/^messaging_dead_letters_total\{.*\} [1-9]/m);
      expect(text).not.toMatch(/^key_active_unresolved\{.*\} 1/m);
    }
  });
});
