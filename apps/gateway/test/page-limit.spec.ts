import type { Config } from '../src/config';
import { ConsentVisitor, consentId, expectSafePage, pagePath } from './consent-visitor';
import { GatewayUnderTest } from './gateway-under-test';
import { orderPay } from './requests';

const limit = 5;

let nowMs = Date.now();
beforeEach(() => {
  nowMs += 5_000;
  jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
});
afterEach(() => jest.restoreAllMocks());

interface Source {
  readonly remoteAddress: string;
  readonly forwarded?: string;
}

class Visitors {
  readonly gateway: GatewayUnderTest;

  constructor(over: Partial<Config> = {}) {
    const bounds = { CONSENT_REQUESTS_PER_SECOND: limit, SIGNED_REFUSALS_PER_SECOND: limit };
    this.gateway = new GatewayUnderTest({ ...bounds, ...over });
    const pages = new ConsentVisitor(this.gateway);
    this.gateway.browserCommands.answer = pages.page();
  }

  async request({ remoteAddress, forwarded }: Source, url = pagePath, method: 'GET' | 'POST' | 'PUT' = 'GET') {
    const headers = { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) };
    const reply = await this.gateway.inject({ method, url, remoteAddress, headers });
    return { status: reply.statusCode, headers: reply.headers, body: reply.payload.replaceAll(/\s+/g, ' ') };
  }

  /** How many of so many requests are not refused. */
  async admitted(count: number, source: (index: number) => Source, url = pagePath): Promise<number> {
    let admitted = 0;
    for (let index = 0; index < count; index++) {
      if ((await this.request(source(index), url)).status !== 429) admitted += 1;
    }
    return admitted;
  }
}

describe('requests for consent pages', () => {
  const visitors = new Visitors();
  const { browserCommands, commands } = visitors.gateway;

  beforeAll(() => visitors.gateway.start());
  beforeEach(() => (browserCommands.asked.length = 0));
  afterAll(() => visitors.gateway.stop());

  it('are refused past the limit of their address, with a page, before anything is asked', async () => {
    const source = { remoteAddress: '192.0.2.1' };
    expect(await visitors.admitted(limit, () => source)).toBe(limit);
    const refusal = await visitors.request(source);
    expect(refusal).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(refusal.body).toContain('Too many requests from your network');
    expectSafePage(refusal);
    expect(browserCommands.asked).toHaveLength(limit);
    expect((await visitors.request({ remoteAddress: '192.0.2.2' })).status).toBe(200);
    nowMs += 1_000;
    expect((await visitors.request(source)).status).toBe(200);
  });

  it('go on evenly while their address floods, and each connection is kept', async () => {
    const source = { remoteAddress: '192.0.2.1' };
    await visitors.admitted(2 * limit, () => source);
    for (let part = 0; part < 2 * limit; part++) {
      nowMs += 1_000 / limit;
      expect(await visitors.admitted(4, () => source)).toBe(1);
    }
    expect((await visitors.request(source)).headers).toMatchObject({ connection: 'keep-alive' });
  });

  it.each([
    ['decisions', pagePath, 'POST'],
    ['the style sheet', '/consent/style.css', 'GET'],
    ['pages that are none', '/consent/x', 'GET'],
    ['other methods', pagePath, 'PUT'],
    ['pages in absolute form', `http://localhost${pagePath}`, 'GET'],
    ['pages with a query', `/consent/${consentId}?session=x&session=y`, 'GET'],
  ] as const)('count %s too', async (_, url, method) => {
    const source = { remoteAddress: '192.0.2.1' };
    for (let index = 0; index < limit; index++)
      expect((await visitors.request(source, url, method)).status).not.toBe(429);
    expect((await visitors.request(source, url, method)).status).toBe(429);
    expect((await visitors.request(source)).status).toBe(429);
  });

  it('take nothing from Alipay+ behind the same address', async () => {
    expect(await visitors.admitted(3 * limit, () => ({ remoteAddress: '127.0.0.1' }))).toBe(limit);
    for (let call = 0; call < 2 * limit; call++) {
      expect((await visitors.gateway.call('payments/pay', orderPay)).status).toBe(200);
    }
    expect(commands.asked).toHaveLength(2 * limit);
  });

  it('are of the address that connects, whatever a stranger says', async () => {
    const forged = (index: number) => ({ remoteAddress: '192.0.2.1', forwarded: `198.51.100.${index}` });
    expect(await visitors.admitted(20, forged)).toBe(limit);
  });

  it('are of one customer when they come from one network of IPv6', async () => {
    const source = (index: number) => ({ remoteAddress: `2001:db8:0:1:${index.toString(16)}::1` });
    expect(await visitors.admitted(20, source)).toBe(limit);
    expect(await visitors.admitted(1, () => ({ remoteAddress: '2001:db8:0:2::1' }))).toBe(1);
  });
});

describe('requests for consent pages of many addresses', () => {
  const total = 3 * limit;
  const visitors = new Visitors({ CONSENT_TOTAL_PER_SECOND: total });

  beforeAll(() => visitors.gateway.start());
  afterAll(() => visitors.gateway.stop());

  it('are refused past the limit of all together, and leave the calls of Alipay+ alone', async () => {
    const source = (index: number) => ({ remoteAddress: `192.0.2.${index}` });
    expect(await visitors.admitted(4 * total, source)).toBe(total);
    expect((await visitors.request(source(250))).body).toContain('Too many people are here right now');
    expect((await visitors.gateway.call('payments/pay', orderPay)).status).toBe(200);
    nowMs += 1_000;
    expect(await visitors.admitted(1, source)).toBe(1);
  });

  it('of one address that is past its own limit take nothing from the others', async () => {
    expect(await visitors.admitted(10 * total, () => ({ remoteAddress: '192.0.2.1' }))).toBe(limit);
    expect(await visitors.admitted(total, (index) => ({ remoteAddress: `198.51.100.${index}` }))).toBe(total - limit);
  });
});

describe.each([
  ['pages', pagePath],
  ['calls that are not proven', '/aps/api/v1/payments/pay'],
])('behind a trusted proxy %s', (_, url) => {
  const visitors = new Visitors({ TRUSTED_PROXIES: ['10.0.0.0/8', '2001:db8:ffff::/48'] });
  const admitted = (count: number, source: (index: number) => Source) => visitors.admitted(count, source, url);

  beforeAll(() => visitors.gateway.start());
  afterAll(() => visitors.gateway.stop());

  it.each(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8:ffff::1'])('are told apart by the client: %s', async (proxy) => {
    const source = (client: string) => () => ({ remoteAddress: proxy, forwarded: client });
    expect(await admitted(2 * limit, source('192.0.2.1'))).toBe(limit);
    expect(await admitted(2 * limit, source('192.0.2.2'))).toBe(limit);
    expect(await admitted(2 * limit, source('2001:db8::1'))).toBe(limit);
    expect(await admitted(1, source('2001:db8::2'))).toBe(0);
  });

  it('are of the last address that no proxy of ours has, whatever the client had written before', async () => {
    const source = (index: number) => ({
      remoteAddress: '10.0.0.1',
      forwarded: `198.51.100.${index}, 10.0.0.9, 192.0.2.3, 10.0.0.2`,
    });
    expect(await admitted(20, source)).toBe(limit);
  });

  it('are of a stranger who comes past the proxy', async () => {
    const source = (index: number) => ({ remoteAddress: '192.0.2.4', forwarded: `198.51.100.${index}, 10.0.0.1` });
    expect(await admitted(20, source)).toBe(limit);
  });

  it('are of nobody in particular when the proxy names no address', async () => {
    const source = (index: number) => ({ remoteAddress: '10.0.0.1', forwarded: `unknown-${index}` });
    expect(await admitted(20, source)).toBe(limit);
  });
});
