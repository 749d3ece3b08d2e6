import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { AskedPaymentFactor } from './asked-payment-factor';

const payment = {
  customerId: 'customer-1',
  orderId: '7c0f1a52-3f0e-4c43-9a54-3f3a2f1f8f22',
  amount: Money.of('KRW', '1000'),
  merchantName: 'UGG',
};
const factor = { type: 'PIN', value: '271828' } as const;

describe("the wallet's provider of the payment factor", () => {
  const asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  let respond: (response: ServerResponse) => void;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      respond(response);
    });
  });
  const logger = createLogger('gateway', 'silent');
  const lines: string[] = [];
  for (const level of ['warn', 'error', 'info'] as const)
    jest.spyOn(logger, level).mockImplementation((...line: unknown[]) => void lines.push(JSON.stringify(line)));
  let url: string;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/check`;
  });
  beforeEach(() => {
    asked.length = 0;
    lines.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (answer: string, status = 200, timeoutMs = 10_000) => {
    respond = (response) => void response.writeHead(status).end(answer);
    const token = { read: () => 'a-token' };
    return new AskedPaymentFactor({ url, token, timeoutMs, maxWaiters: 10, logger }).verdictOn(factor, payment);
  };

  it.each([
    ['ACCEPTED', 'accepted'],
    ['REFUSED', 'refused'],
    ['LOCKED', 'locked'],
  ])('says %s', async (verdict, read) => {
    expect(await ask(JSON.stringify({ verdict, more: 1 }))).toBe(read);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer a-token', 'content-type': 'application/json' });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      customerId: 'customer-1',
      orderId: payment.orderId,
      amount: { currency: 'KRW', value: '1000' },
      merchantName: 'UGG',
      paymentFactor: factor,
    });
  });

  it.each([
    ['a word that is none', '{"verdict":"YES"}', 200],
    ['what is no JSON', factor.value, 200],
    ['a redirect', '{"verdict":"ACCEPTED"}', 302],
    ['that it may not', '{"verdict":"REFUSED"}', 401],
    ['a fault', '{"verdict":"REFUSED"}', 500],
    ['too much', `{"verdict":"ACCEPTED","x":"${'x'.repeat(20_000)}"}`, 200],
  ])('is broken, and refuses nobody, when it answers %s', async (_, answer, status) => {
    expect(await ask(answer, status)).toBe('unknown');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(payment.orderId);
    expect(lines.join()).not.toContain(factor.value);
  });

  it('is broken when it says nothing in time, or is not there', async () => {
    const token = undefined;
    respond = () => undefined;
    const silent = new AskedPaymentFactor({ url, token, timeoutMs: 100, maxWaiters: 10, logger });
    expect(await silent.verdictOn(factor, payment)).toBe('unknown');
    const gone = new AskedPaymentFactor({
      url: 'http://127.0.0.1:1/',
      token,
      timeoutMs: 5_000,
      maxWaiters: 10,
      logger,
    });
    expect(await gone.verdictOn(factor, payment)).toBe('unknown');
  });
});
