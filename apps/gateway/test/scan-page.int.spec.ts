import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { ScanConfigurationWatch } from '../src/adapters/timer/scan-configuration-watch';
import { scanConfigurationOf } from '../src/scan-configuration';
import { GatewayUnderTest } from './gateway-under-test';
import { expectDescribed } from './open-api';
import { WalletApiUnderTest } from './wallet-api-under-test';

const mark = { name: 'Brand', logoUrl: 'https://marks.example/brand.svg' };
const configurationOf = (version: string, ...regions: string[]) =>
  JSON.stringify({ version, regions: regions.map((region) => ({ region, marks: { MPM: [mark] } })), later: 1 });

describe('the scan page', () => {
  const asked: (string | undefined)[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const server = createServer((request, response) => {
    asked.push(request.headers['if-none-match']);
    answer(request, response);
  });
  const logger = createLogger('gateway', 'silent');
  let api: WalletApiUnderTest;
  let watch: ScanConfigurationWatch;
  let now: Date;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    asked.length = 0;
    now = new Date('2026-01-01T00:00:00Z');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/configuration.json`;
    const gateway = new GatewayUnderTest({ SCAN_CONFIGURATION_URL: url });
    const { config } = gateway;
    const { scanConfiguration, refresh } = scanConfigurationOf({ config, clock: { now: () => now }, logger });
    gateway.scanConfiguration = scanConfiguration;
    watch = new ScanConfigurationWatch(refresh!, logger, 20);
    api = new WalletApiUnderTest(gateway);
    await api.start();
  });
  afterEach(async () => {
    await watch.stop();
    await api.stop();
  });

  const serves = (text: string) => {
    answer = ({ headers }, response) => {
      if (headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"1"' }).end(text);
    };
  };
  const get = async (path: string, headers: Record<string, string> = {}) =>
    api.call('GET', `/wallet/v1/${path}`, { authorization: `Bearer ${await api.token()}`, ...headers });
  const availability = async (region: string) => {
    const told = await get(`availability?region=${region}`);
    expectDescribed(['get', '/wallet/v1/availability'], told);
    return told;
  };
  const scanPage = async (query: string) => {
    const told = await get(`scan-page?${query}`);
    expectDescribed(['get', '/wallet/v1/scan-page'], told);
    return told;
  };
  const day = () => (now = new Date(now.getTime() + 86_400_000));

  it('has the marks of the region, and none without one or elsewhere', async () => {
    serves(configurationOf('v1', 'JP', 'SG'));
    expect((await scanPage('scenario=MPM&region=JP')).status).toBe(503);
    await watch.start();
    await eventually(async () => expect((await scanPage('scenario=MPM&region=JP')).status).toBe(200));
    expect((await scanPage('scenario=MPM&region=JP')).body).toEqual({ version: 'v1', acceptanceMarks: [mark] });
    for (const query of ['scenario=UPM&region=JP', 'scenario=MPM', 'scenario=MPM&region=FR'])
      expect((await scanPage(query)).body).toEqual({ version: 'v1', acceptanceMarks: [] });
    const regions = { version: 'v1', regions: ['JP', 'SG'] };
    expect((await availability('SG')).body).toEqual({ ...regions, region: 'SG', isAvailable: true });
    expect((await availability('FR')).body).toEqual({ ...regions, region: 'FR', isAvailable: false });
  });

  it.each(['availability', 'availability?region=jp', 'scan-page?region=JP', 'scan-page?scenario=ALL&region=JP'])(
    'is not understood: %s',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 400, body: { error: 'bad-request' } });
    },
  );

  it('is sent once to who keeps it', async () => {
    serves(configurationOf('v1', 'JP'));
    await watch.start();
    await eventually(async () => expect((await availability('JP')).status).toBe(200));
    const { headers } = await availability('JP');
    expect(headers['cache-control']).toBe('private, max-age=86400');
    const etag = String(headers.etag);
    for (const named of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
      expect(await api.status('/wallet/v1/availability?region=JP', { 'if-none-match': named })).toEqual([
        304,
        etag,
        '',
      ]);
    expect((await get('availability?region=JP', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await availability('FR')).headers.etag).not.toBe(etag);
  });

  it('is asked for once a day, and the old one goes on while there is no better', async () => {
    serves(configurationOf('v1', 'JP'));
    await watch.start();
    await eventually(async () => expect((await availability('JP')).status).toBe(200));
    day();
    await eventually(() => expect(asked).toEqual([undefined, '"1"']));

    const broken: (typeof answer)[] = [
      (_, response) => void response.writeHead(500).end(),
      (_, response) => void response.destroy(),
      (_, response) => void response.end('<html>'),
      (_, response) => void response.end(JSON.stringify({ version: 'v2', regions: [{ region: 'Japan' }] })),
      (_, response) => void response.end(configurationOf('v2', 'JP', 'JP')),
      (_, response) => void response.end(configurationOf('v2').padEnd(1_100_000, ' ')),
    ];
    for (const wrong of broken) {
      answer = wrong;
      const before = asked.length;
      day();
      await eventually(() => expect(asked.length).toBeGreaterThan(before));
      expect((await availability('JP')).body).toMatchObject({ version: 'v1', isAvailable: true });
    }
    answer = (_, response) => void response.end(configurationOf('v2', 'SG'));
    day();
    await eventually(async () => expect((await availability('SG')).body).toMatchObject({ version: 'v2' }));
  });

  it('has nothing to show where the wallet has no configuration', () => {
    const gateway = new GatewayUnderTest();
    const { config } = gateway;
    const { scanConfiguration, refresh } = scanConfigurationOf({ config, clock: { now: () => now }, logger });
    expect(refresh).toBeUndefined();
    expect(scanConfiguration.current).toEqual({ version: 'none', regions: [] });
  });
});
