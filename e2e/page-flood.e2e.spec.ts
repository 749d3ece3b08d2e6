import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@wallet/testkit';
import { Binding } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { PageFlood } from './support/page-flood';
import { startWallet, type Wallet } from './support/wallet';

/** The acceptance run: FLOOD_RATE=2000 FLOOD_SECONDS=20 FLOOD_EVALUATIONS=50. It prints the latencies and judges none. */
const rate = Number(process.env.FLOOD_RATE ?? 500);
const seconds = Number(process.env.FLOOD_SECONDS ?? 3);
const evaluationsPerSecond = Number(process.env.FLOOD_EVALUATIONS ?? 20);
const admittedPerSecond = 20;

const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;

describe('a flood of consent pages from one address', () => {
  let wallet: Wallet;
  let order: EasyPayOrder;
  let page: URL;

  beforeAll(async () => {
    wallet = await startWallet('page-flood');
    const customer = await wallet.customer();
    order = new EasyPayOrder(wallet, customer);
    const authRedirectUrl = `${wallet.stack.simulatorUrl}/merchant/return`;
    const binding = new Binding(wallet, customer);
    const prepared = await binding.prepare(binding.redirection({ authRedirectUrl }));
    expect(resultOf(prepared)).toBe('S SUCCESS');
    page = new URL(String(prepared.answer!.authUrl));
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** Evaluations at a fixed rate, timed by Alipay+: every one must be answered as if nothing else were there. */
  async function evaluations(): Promise<number[]> {
    const sent = [];
    const startedAt = performance.now();
    for (let index = 0; index < evaluationsPerSecond * seconds; index++) {
      await pause(Math.max(0, startedAt + (index * 1_000) / evaluationsPerSecond - performance.now()));
      sent.push(order.evaluate());
    }
    const exchanges = await Promise.all(sent);
    expect(new Set(exchanges.map((exchange) => resultOf(exchange)))).toEqual(new Set(['S SUCCESS']));
    return exchanges.map(({ durationMs }) => durationMs);
  }

  /** How many pages wait for an answer, now. */
  async function waitingPages(): Promise<number> {
    const metrics = await (await fetch(`${wallet.stack.process('gateway-1').healthUrl}/metrics`)).text();
    return Number(/^gateway_waiters{caller="browser"} (\d+)$/m.exec(metrics)![1]);
  }

  it(
    'takes nothing from Alipay+: no evaluation is lost, all but a few pages are refused, and few wait',
    async () => {
      await evaluations();
      const [quiet, flooded]: number[][] = [await evaluations(), []];
      const flood = new PageFlood(page, rate);
      const waiting: number[] = [];
      const looking = setInterval(() => void waitingPages().then((count) => waiting.push(count)), 500);
      try {
        flooded!.push(...(await evaluations()));
        flood.stop();
        await eventually(() => Promise.resolve(expect(flood.answers).toBe(flood.sent)), { timeoutMs: 20_000 });
      } finally {
        clearInterval(looking);
        flood.close();
      }
      const [admitted, refused] = [flood.answered.get(200) ?? 0, flood.answered.get(429) ?? 0];
      for (const share of [0.5, 0.99]) {
        const [before, during] = [quantile(quiet!, share), quantile(flooded!, share)];
        const figures = `${before.toFixed(1)} ms without, ${during.toFixed(1)} ms with, ratio ${(during / before).toFixed(2)}`;
        console.info(`p${share * 100} of ${quiet!.length} evaluations: ${figures}`);
      }
      console.info(
        `${flood.sent} pages: ${admitted} shown, ${refused} refused, at most ${Math.max(...waiting)} waited`,
      );
      expect(flood.sent).toBeGreaterThanOrEqual(rate * seconds * 0.9);
      expect(admitted + refused).toBe(flood.sent);
      expect(admitted).toBeGreaterThanOrEqual(admittedPerSecond);
      expect(admitted).toBeLessThanOrEqual(admittedPerSecond * (seconds + 20));
      expect(Math.max(...waiting)).toBeLessThanOrEqual(30);
    },
    seconds * 4_000 + 60_000,
  );
});
