import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { eventually } from '@wallet/testkit';
import { SignJWT } from 'jose';
import { request } from 'undici';
import { operatorCli, sure } from './support/operator-cli';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

const prefixRule = (prefix: string) => ({
  codeMatchPattern: { matchMethod: 'PREFIX', prefix },
  postCodeMatchAction: { postCodeMatchActionType: 'DECODE' },
});
const order = '281666040098Z1WJ1kpBg7QoFo2tln22r7Zr';
const page = 'http://static.example/shop/7';
const decoded = { isSupported: true, action: 'DECODE', codeValue: order };

describe('scanned codes', () => {
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('scan-codes', {
      replicas: { gateway: 2 },
      env: {
        simulator: { FAULTS: 'inquiryCodeRules=error' },
        gateway: { CODE_RULES_MAX_AGE_SECONDS: '1', CODE_CALLS_PER_SECOND: '100000' },
      },
    });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const gateways = () => wallet.stack.walletApiUrls;
  const metricsOf = async (name: string) =>
    (await (await request(`${wallet.stack.process(name).healthUrl}/metrics`)).body.text()).split('\n');
  const simulator = async (path: string, body?: object): Promise<JsonObject> => {
    const sent = body ? ({ method: 'PUT', body: JSON.stringify(body) } as const) : {};
    return (await (await request(wallet.stack.simulatorUrl + path, sent)).body.json()) as JsonObject;
  };
  const faults = (list: string) => simulator('/faults', { faults: list });
  const codes = (...args: string[]) => operatorCli(wallet, 'codes', ...args);

  async function authorization(): Promise<string> {
    const token = await new SignJWT({ sub: 'customer-1', aud: 'wallet-api' })
      .setProtectedHeader({ alg: 'EdDSA', kid: '1' })
      .setExpirationTime('5m')
      .sign(createPrivateKey(readFileSync(wallet.stack.keys.walletAppPrivate)));
    return `Bearer ${token}`;
  }

  async function identify(codeValue: string, url = gateways()[0]): Promise<{ status: number; body: JsonObject }> {
    const headers = { authorization: await authorization(), 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify({ codeValue }) } as const;
    const { statusCode: status, body } = await request(`${url}/wallet/v1/codes/identify`, sent);
    return { status, body: (await body.json()) as JsonObject };
  }

  /** At every gateway, within seconds. */
  const everywhere = (codeValue: string, body: object) =>
    eventually(
      async () => {
        for (const url of gateways()) expect(await identify(codeValue, url)).toMatchObject({ status: 200, body });
      },
      { timeoutMs: 30_000 },
    );

  it('are not identified before there are rules, and a log says why; all else works', async () => {
    expect(await identify(order)).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    await eventually(() =>
      expect(readFileSync(wallet.stack.process('gateway-1').logFile, 'utf8')).toContain(
        'answers 503 until there are some',
      ),
    );
    expect(await metricsOf('gateway-1')).toContain('dependency_up{name="code-rules"} 0');
    await faults('');
    await everywhere(order, decoded);
    expect(await metricsOf('gateway-1')).toContain('dependency_up{name="code-rules"} 1');
  }, 60_000);

  it('are order codes, entry codes, or nobody’s', async () => {
    expect((await identify(` ${order}\n`)).body).toEqual(decoded);
    expect((await identify(page)).body).toEqual({
      isSupported: true,
      action: 'OPEN_URL',
      redirectUrl: page,
      userAgent: 'AlipayConnect',
      acDecodeConfig: '',
    });
    expect((await identify('a text')).body).toEqual({ isSupported: false, action: 'UNSUPPORTED' });
    expect((await identify('2'.repeat(8_193))).status).toBe(400);
  });

  it('are the wallet’s own, or rejected, as operators say while it runs; these never leave it', async () => {
    const { entry: local } = await codes('add', '--list', 'local', '--prefix', order, ...sure);
    await everywhere(order, { isSupported: false, action: 'LOCAL' });
    await codes('add', '--list', 'block', '--regex', '^http://static[.]example/', ...sure);
    await everywhere(page, { isSupported: false, action: 'REJECT' });
    expect(await codes('list', '--list', 'local')).toMatchObject({
      rules: { version: 'simulator_1' },
      entries: [{ pattern: { prefix: order }, addedBy: 'e2e' }],
    });
    expect(await simulator('/scan/calls')).toEqual({ calls: [] });
    await codes('remove', String((local as JsonObject).codeId), ...sure);
    await everywhere(order, decoded);
  }, 60_000);

  it('are scanned on a page with the marks of the region, which the app keeps', async () => {
    const get = async (path: string, etag = '') => {
      const headers = { authorization: await authorization(), 'if-none-match': etag };
      return request(`${gateways()[0]}/wallet/v1/${path}`, { headers });
    };
    expect(await (await get('availability?region=JP')).body.json()).toMatchObject({ isAvailable: true });
    const shown = await get('scan-page?scenario=MPM&region=JP');
    const { acceptanceMarks } = (await shown.body.json()) as { acceptanceMarks: { logoUrl: string }[] };
    const logo = await request(String(acceptanceMarks[0]?.logoUrl));
    expect([logo.statusCode, await logo.body.text()]).toEqual([200, expect.stringContaining('<svg')]);
    const again = await get('scan-page?scenario=MPM&region=JP', String(shown.headers.etag));
    expect([again.statusCode, await again.body.text()]).toEqual([304, '']);
  });

  it('go on when Alipay+ is down, at a gateway that is started then too', async () => {
    await faults('inquiryCodeRules=rst');
    await wallet.stack.process('gateway-1').restart();
    await everywhere(order, decoded);
    await faults('');
  }, 60_000);

  it('change their rules under load: a broken set not at all, a new one without a failed scan', async () => {
    const running = { asked: true };
    const scans = gateways().map(async (url) => {
      let count = 0;
      for (; running.asked; count += 1)
        expect(await identify(order, url)).toMatchObject({ status: 200, body: decoded });
      return count;
    });
    await simulator('/code-rules', { version: 'broken', codeRules: [prefixRule('281'), { codeMatchPattern: {} }] });
    await eventually(
      async () => {
        const refused = /^gateway_code_rules_pulls_total\{outcome="refused"\} [1-9]/;
        for (const name of ['gateway-1', 'gateway-2'])
          expect((await metricsOf(name)).filter((line) => refused.test(line))).toHaveLength(1);
      },
      { timeoutMs: 30_000 },
    );
    expect(await codes('list')).toMatchObject({ rules: { version: 'simulator_1' } });
    await simulator('/code-rules', { version: 'next', codeRules: [prefixRule('281'), prefixRule('a text')] });
    await everywhere('a text', { isSupported: true, action: 'DECODE' });
    running.asked = false;
    for (const count of await Promise.all(scans)) expect(count).toBeGreaterThan(0);
    expect(await codes('list')).toMatchObject({ rules: { version: 'next' } });
  }, 90_000);
});
