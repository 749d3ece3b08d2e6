import { join } from 'node:path';
import { startInfrastructure, type Infrastructure, type ServiceProcess } from '@wallet/local-stack';
import { Binding } from '../support/binding';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { SteadyLoad, type Answered } from '../support/steady-load';
import { startWallet, type Exchange, type Wallet } from '../support/wallet';
import { Balancer } from './balancer';

/** In a round each process is ended and started once. The acceptance runs: 180 s of 30 payments a second, and 25 rounds. */
const rounds = Number(process.env.ROLLING_ROUNDS ?? 4);
const perSecond = Number(process.env.ROLLING_RATE ?? 30);
const stopWithinMs = 15_000;
const wallMs = 7_000;
const unknownAtMost = 0.01;
const finalWithinMs = 60_000;
const unlimited = 'HKD:1000000000000000';
const limits = { DAILY_AMOUNT_LIMITS: unlimited, AGREEMENT_DAILY_LIMITS: unlimited, DAILY_COUNT_LIMIT: '1000000000' };
const two = { gateway: 2, auth: 2, payments: 2, otp: 2, notifier: 2 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('two of every service, ended and started one after the other', () => {
  jest.setTimeout(120_000 + rounds * 150_000);
  let infrastructure: Infrastructure;
  let balancer: Balancer;
  let wallet: Wallet;

  beforeAll(async () => {
    const dataDir = join(__dirname, '../../.local/rolling');
    infrastructure = await startInfrastructure({ dataDir, log: () => undefined, sources: 'native', fresh: true });
    balancer = await Balancer.start();
    const env = { payments: limits, simulator: { GATEWAY_URL: balancer.url } };
    wallet = await startWallet('rolling', { infrastructure, replicas: two, env });
    balancer.leadTo(wallet.stack.gatewayUrls);
  }, 240_000);
  afterAll(async () => {
    await wallet?.stop();
    balancer?.stop();
    await infrastructure?.stop();
  }, 60_000);

  /** As a rollout does it: nothing new is led to the process, it is told to end, and the next one begins when it is ready again. */
  async function roll(replica: ServiceProcess, index: number): Promise<number> {
    const { gatewayUrls } = wallet.stack;
    if (replica.service === 'gateway') balancer.leadTo(gatewayUrls.filter((_, nth) => nth !== index));
    const beganAt = Date.now();
    await replica.kill('SIGTERM');
    const tookMs = Date.now() - beganAt;
    expect(`${replica.name} ${replica.ended}`).toBe(`${replica.name} exit code 0`);
    await replica.restart();
    balancer.leadTo(gatewayUrls);
    return tookMs;
  }

  async function rollAll(): Promise<number[]> {
    const stops: number[] = [];
    for (let round = 0; round < rounds; round++)
      for (const service of Object.keys(two))
        for (const index of [0, 1]) {
          stops.push(await roll(wallet.stack.process(`${service}-${index + 1}`), index));
          await pause(1_000);
        }
    return stops;
  }

  /** First payments with a code, one after the other, each call again until it is no longer unknown. */
  async function payByCode(calls: Answered[], isOver: () => boolean): Promise<void> {
    const known = async (call: () => Promise<Exchange>): Promise<Exchange> => {
      for (;;) {
        const at = Date.now();
        const exchange = await call();
        const result = exchange.answer ? resultOf(exchange) : `no answer: ${exchange.error}`;
        const waits = result === 'U VERIFICATION_IN_PROCESS';
        calls.push({ at, result: waits ? 'S' : result, ms: exchange.durationMs });
        if (waits || /^[SF]/.test(result)) return exchange;
      }
    };
    while (!isOver()) {
      const order = new EasyPayOrder(wallet, await wallet.customer());
      const opened = await known(() => wallet.call('pay', order.order()));
      const code = await order.code();
      const paid = await known(() => order.verify(String(opened.answer?.verifyRequestId), code));
      expect(resultOf(paid)).toBe('S SUCCESS');
    }
  }

  it('pays all the while: nothing is refused, lost or doubled, and nearly nothing unknown', async () => {
    const customers = await wallet.customers(10, '100000000');
    const tokens = await Promise.all(
      customers.map(async (customer) => (await new Binding(wallet, customer).bind()).accessToken),
    );
    const load = new SteadyLoad(wallet, tokens);
    const byCode: Answered[] = [];
    let isOver = false;
    const rolling = rollAll().finally(() => (isOver = true));
    const [stops] = await Promise.all([
      rolling,
      load.run(perSecond, Infinity, () => isOver),
      payByCode(byCode, () => isOver),
    ]);
    await load.final(finalWithinMs);

    const calls = [...load.calls, ...byCode];
    const unknown = calls.filter(({ result }) => result.startsWith('U'));
    const slowest = Math.max(...calls.map(({ ms }) => ms));
    process.stdout.write(
      `${stops.length} restarts, the slowest stop ${Math.max(...stops)} ms; ${calls.length} calls of ` +
        `${load.payments.length} payments by token and others by code, ${unknown.length} U, slowest answer ${slowest} ms\n`,
    );
    expect(calls.filter(({ result }) => !/^[SU]/.test(result))).toEqual([]);
    expect(Math.max(...stops)).toBeLessThan(stopWithinMs);
    expect(slowest).toBeLessThan(wallMs);
    expect(unknown.length).toBeLessThanOrEqual(unknownAtMost * calls.length);
    await load.expectPaidOnce();
  });
});
