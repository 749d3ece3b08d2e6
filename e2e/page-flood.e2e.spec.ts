import { setTimeout as pause } from 'node:timers/promises';
import { Binding } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { Flood, startSink, type Flooded } from './support/flood/flood';
import { startWallet, type Wallet } from './support/wallet';

/**
 * The acceptance run: FLOOD_RATE=2000 FLOOD_SECONDS=20 FLOOD_WARM_UP=40. It prints the latencies and judges none. The sink
 * tells what the generator takes from the machine by itself.
 */
const rate = Number(process.env.FLOOD_RATE ?? 500);
const seconds = Number(process.env.FLOOD_SECONDS ?? 3);
const warmUpSeconds = Number(process.env.FLOOD_WARM_UP ?? 2);
const evaluationsPerSecond = Number(process.env.FLOOD_EVALUATIONS ?? 10);
/** CONSENT_REQUESTS_PER_SECOND and SIGNED_REFUSALS_PER_SECOND. */
const limits = { page: 20, refusal: 50 };

const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;

describe('a flood from one address', () => {
  let wallet: Wallet;
  let order: EasyPayOrder;
  let page: URL;
  let quiet: number[] = [];

  beforeAll(async () => {
    wallet = await startWallet('page-flood');
    const customer = await wallet.customer();
    order = new EasyPayOrder(wallet, customer);
    const authRedirectUrl = `${wallet.stack.simulatorUrl}/merchant/return`;
    const binding = new Binding(wallet, customer);
    const prepared = await binding.prepare(binding.redirection({ authRedirectUrl }));
    expect(resultOf(prepared)).toBe('S SUCCESS');
    page = new URL(String(prepared.answer!.authUrl));
    await evaluations(warmUpSeconds);
    quiet = await evaluations(seconds);
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** Evaluations at a fixed rate, timed by Alipay+: every one must be answered as if nothing else were there. */
  async function evaluations(length: number): Promise<number[]> {
    const sent = [];
    const startedAt = performance.now();
    for (let index = 0; index < evaluationsPerSecond * length; index++) {
      await pause(Math.max(0, startedAt + (index * 1_000) / evaluationsPerSecond - performance.now()));
      sent.push(order.evaluate());
    }
    const exchanges = await Promise.all(sent);
    expect(new Set(exchanges.map((exchange) => resultOf(exchange)))).toEqual(new Set(['S SUCCESS']));
    return exchanges.map(({ durationMs }) => durationMs);
  }

  async function evaluationsWhile(what: string, url: URL, request: string): Promise<Flooded> {
    const flood = new Flood(url, request, rate);
    try {
      const flooded = await evaluations(seconds);
      const outcome = await flood.stop();
      const figures = [0.5, 0.99].map((share) => {
        const [before, during] = [quantile(quiet, share), quantile(flooded, share)];
        return `p${share * 100} ${before.toFixed(1)} -> ${during.toFixed(1)} ms (${(during / before).toFixed(2)})`;
      });
      const each = `${quiet.length} evaluations: ${figures.join(', ')}`;
      console.info(`${outcome.sent} ${what} ${JSON.stringify(outcome.answered)}; ${each}`);
      return outcome;
    } finally {
      flood.close();
    }
  }

  const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: ${page.host}\r\n\r\n`;
  const post = (path: string, body: string): string =>
    `POST ${path} HTTP/1.1\r\nhost: ${page.host}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

  /** Everything is answered, and all but a drizzle is refused. */
  function expectRefused({ sent, answered, seconds: lasted }: Flooded, status: string, limit: number): void {
    const { [status]: admitted = 0, 429: refused = 0, ...others } = answered;
    expect({ others, answered: admitted + refused }).toEqual({ others: {}, answered: sent });
    expect(admitted).toBeGreaterThanOrEqual(limit);
    expect(admitted).toBeLessThanOrEqual(limit * (lasted + 2));
  }

  it(
    'of what answers at once shows what the generator takes',
    async () => {
      const sink = await startSink();
      const { sent, answered } = await evaluationsWhile('requests of a sink', sink.url, get('/'));
      expect(answered).toEqual({ 429: sent });
      sink.close();
    },
    seconds * 4_000 + 30_000,
  );

  it.each([
    ['consent pages', () => get(page.pathname), '200', limits.page],
    ['calls without a signature', () => post('/aps/api/v1/payments/pay', '{}'), '200', limits.refusal],
    ['paths that are none', () => get('/nothing'), '404', limits.refusal],
  ])(
    'of %s loses no evaluation, and all but a few are refused',
    async (what, request, status, limit) => {
      expectRefused(await evaluationsWhile(what, page, request()), status, limit);
    },
    seconds * 4_000 + 30_000,
  );
});
