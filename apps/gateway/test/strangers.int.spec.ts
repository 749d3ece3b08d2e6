import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { unknown } from '@wallet/kernel';
import { httpLimits } from '../src/adapters/http-in/http-limits';
import { pagePath } from './consent-visitor';
import { GatewayUnderTest } from './gateway-under-test';
import { exchange, rawRequest } from './raw-http';
import { orderPay } from './requests';

const path = '/aps/api/v1/payments/pay';
const limit = 3;

/** What a stranger gets past the limit of his address, on real connections. Alipay+ calls from the same address. */
describe('past its limit an address', () => {
  const gateway = new GatewayUnderTest({ CONSENT_REQUESTS_PER_SECOND: limit, SIGNED_REFUSALS_PER_SECOND: limit });
  const body = JSON.stringify(orderPay);
  let nowMs = Date.now();
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    gateway.commands.answer = unknown('awaiting-otp');
    await gateway.start();
    await gateway.app.listen(0, '127.0.0.1');
    server = gateway.app.getHttpServer();
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    nowMs += 5_000;
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => gateway.stop());

  const host = (): [string, string] => ['host', `127.0.0.1:${port}`];
  const stranger = (line: string, content = '') =>
    rawRequest(`${line} HTTP/1.1`, [host(), ['content-length', String(content.length)]], content);
  const signedPay = async (): Promise<Buffer> => {
    const signed = Object.entries(await gateway.headers({ method: 'POST', uri: path, payload: body }));
    return rawRequest(`POST ${path} HTTP/1.1`, [host(), ...signed, ['content-length', String(body.length)]], body);
  };

  it.each([
    ['pages', `GET ${pagePath}`, ''],
    ['decisions', `POST ${pagePath}`, 'decision=give'],
    ['paths that are none', 'GET /nothing', ''],
    ['calls without a signature', `POST ${path}`, body],
    ['other methods', `PUT ${path}`, body],
  ])(
    'has %s refused on connections that are kept, and is served as Alipay+ on the same one',
    async (_, line, content) => {
      const calls = [...Array.from({ length: 4 * limit }, () => stranger(line, content)), await signedPay()];
      const answers = await exchange(port, Buffer.concat(calls), calls.length);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(3 * limit);
      for (const { headers } of refused) expect(headers).toHaveProperty('retry-after', '1');
      expect(answers.at(-1)).toMatchObject({ status: 200 });
      gateway.expectSigned(answers.at(-1)!.headers, { method: 'POST', uri: path, rawBody: answers.at(-1)!.rawBody });
    },
  );

  it.each(['content-length: 900000', 'transfer-encoding: chunked'])('is not waited for: %s', async (length) => {
    await exchange(port, Buffer.concat(Array.from({ length: limit }, () => stranger('GET /nothing'))), limit);
    const socket = connect(port, '127.0.0.1').setEncoding('latin1');
    socket.write(`POST ${path} HTTP/1.1\r\n${host().join(': ')}\r\n${length}\r\n\r\n`);
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    await once(socket, 'end');
    expect(answer).toMatch(/^HTTP\/1\.1 429 [^]*\r\nconnection: close\r\n/i);
    expect(answer).not.toContain('signature');
  });

  it('meets the limits of every HTTP side', () => {
    const { requestTimeout, maxRequestsPerSocket, connectionTimeout, http } = httpLimits;
    expect(server).toMatchObject({
      keepAliveTimeout: 75_000,
      requestTimeout,
      maxRequestsPerSocket,
      timeout: connectionTimeout,
    });
    expect(server).toMatchObject({ headersTimeout: http.headersTimeout });
  });
});
