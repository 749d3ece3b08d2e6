import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, startInfrastructure, type Infrastructure } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { ReverseProxy, type ProxyName } from '../support/reverse-proxy';
import { payPath, SignedLine, type CallOptions } from '../support/signed-line';
import { startWallet, type Exchange, type JsonObject, type Wallet } from '../support/wallet';

/** The acceptance run: OUTAGE_SECONDS=60. */
const outageMs = Number(process.env.OUTAGE_SECONDS ?? 20) * 1_000;
const callEveryMs = 100;
const probeEveryMs = 1_000;
const probeTimeoutMs = 3_000;

const cases: readonly (readonly [name: string, options: CallOptions])[] = [
  ['a good call', {}],
  ['GET', { method: 'GET' }],
  ['PUT', { method: 'PUT' }],
  ['another path', { uri: '/aps/api/v2/payments/pay' }],
  ['an escaped letter', { uri: '/%61ps/api/v1/payments/pay' }],
  ['an escaped slash', { uri: '/aps/api/v1/payments%2Fpay' }],
  ['a query', { uri: `${payPath}?x=1` }],
  ['an empty query', { uri: `${payPath}?` }],
  ['a slash at the end', { uri: `${payPath}/` }],
  ['two slashes', { uri: '/aps/api/v1//payments/pay' }],
  ['capitals', { uri: payPath.toUpperCase() }],
  ['dot segments', { uri: '/aps/../aps/api/v1/payments/pay' }],
  ['a path that was not signed', { signedUri: `${payPath}/` }],
  ['a body that was not signed', { signedBody: '{}' }],
  ['no signature', { headers: { signature: [] } }],
  ['spaces in Signature', { signature: (header) => header.replaceAll(',', ', ') }],
  ['another key version', { keyVersion: '7' }],
  ['another client', { headers: { 'client-id': 'STRANGER' } }],
  ['no Request-Time', { headers: { 'request-time': [] } }],
  ['another media type', { headers: { 'content-type': 'text/plain' } }],
  ['another charset', { headers: { 'content-type': 'application/json; charset=utf-16' } }],
  ['no media type', { headers: { 'content-type': [] } }],
  ['a compressed body', { headers: { 'content-encoding': 'gzip' } }],
  ['a trace and other headers', { headers: { traceparent: 'x', cookie: 'a=b', 'x-forwarded-for': '203.0.113.7' } }],
];

describe.each<ProxyName>(['nginx', 'haproxy'])('behind %s', (name) => {
  let infrastructure: Infrastructure;
  let proxy: ReverseProxy;
  let wallet: Wallet;

  beforeAll(async () => {
    const dataDir = join(__dirname, `../../.local/behind-${name}`);
    infrastructure = await startInfrastructure({ dataDir, log: () => undefined, sources: 'native', fresh: true });
    const gateway = await freePort();
    proxy = await ReverseProxy.reserve(name);
    await proxy.start(`http://127.0.0.1:${gateway}`);
    wallet = await startWallet(`behind_${name}`, {
      infrastructure,
      ports: { gateway },
      env: {
        gateway: { TRUSTED_PROXIES: '127.0.0.1', SIGNED_REFUSALS_PER_SECOND: '100000' },
        simulator: { GATEWAY_URL: proxy.url },
      },
    });
  }, 180_000);
  afterAll(async () => {
    await wallet?.stop();
    await proxy?.stop();
    await infrastructure?.stop();
  }, 60_000);

  it.each(cases)('%s is answered as without it', async (_, options) => {
    const body: JsonObject = new EasyPayOrder(wallet, await wallet.customer()).evaluation();
    const codeOf = (line: SignedLine) => line.codeOf(body, options);
    const direct = await codeOf(new SignedLine(wallet));
    expect(await codeOf(new SignedLine(wallet, proxy.url))).toBe(direct);
  });

  /** What `/healthz` of a process said wrong, again and again until `isOver`. */
  async function livenessFailures(isOver: () => boolean): Promise<string[]> {
    const failures: string[] = [];
    const probe = async (healthUrl: string, process: string): Promise<void> => {
      const signal = AbortSignal.timeout(probeTimeoutMs);
      const status = await fetch(`${healthUrl}/healthz`, { signal }).then(
        (answer) => answer.status,
        (error: Error) => error.name,
      );
      if (status !== 200) failures.push(`${process}: ${status}`);
    };
    while (!isOver()) {
      const probes = wallet.stack.processes.filter(({ service }) => service !== 'simulator');
      await Promise.all(probes.map((process) => probe(process.healthUrl, process.name)));
      await pause(probeEveryMs);
    }
    return failures;
  }

  it.each(['kafka', 'postgres', 'redis'] as const)(
    'every call is answered with a signature while %s is dead',
    async (server) => {
      const customer = await wallet.customer();
      const order = new EasyPayOrder(wallet, customer);
      await order.open();
      const exchanges: Exchange[] = [];
      let isOver = false;
      const keepCalling = async (call: () => Promise<Exchange>): Promise<void> => {
        while (!isOver) {
          const [exchange] = await Promise.all([call(), pause(callEveryMs)]);
          exchanges.push(exchange);
        }
      };
      const outage = async (): Promise<void> => {
        await infrastructure[server].kill();
        await pause(outageMs);
        await infrastructure[server].start();
        isOver = true;
      };
      const [failures] = await Promise.all([
        livenessFailures(() => isOver),
        outage(),
        keepCalling(() => new EasyPayOrder(wallet, customer).evaluate()),
        keepCalling(() => wallet.call('pay', new EasyPayOrder(wallet, customer).order())),
        keepCalling(() => order.inquire()),
      ]);
      const unsigned = exchanges.filter(({ signature, httpStatus }) => signature !== 'valid' || httpStatus !== 200);
      expect(unsigned).toEqual([]);
      expect(exchanges.filter((exchange) => resultOf(exchange).startsWith('F'))).toEqual([]);
      expect(exchanges.length).toBeGreaterThan(outageMs / 4_000);
      expect(failures).toEqual([]);
      const healed = () => new EasyPayOrder(wallet, customer).evaluate();
      await eventually(async () => expect(resultOf(await healed())).toBe('S SUCCESS'), { timeoutMs: 60_000 });
    },
    outageMs + 180_000,
  );
});
