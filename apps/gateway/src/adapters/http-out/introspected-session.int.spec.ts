import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createLogger, DependencyFault, type LiveText } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { IntrospectedSession } from './introspected-session';

const session = 'session-of-a-user';
const logger = createLogger('gateway', 'silent');

describe("the wallet's session store over HTTP", () => {
  const asked: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  let respond: (response: ServerResponse) => void;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      respond(response);
    });
  });
  let url: string;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/session`;
  });
  beforeEach(() => void asked.splice(0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const userOf = (answer: string, { status = 200, token }: { status?: number; token?: LiveText } = {}) => {
    respond = (response) => void response.writeHead(status).end(answer);
    return new IntrospectedSession({ url, token, timeoutMs: 1_000, maxWaiters: 10, logger }).userOf(session);
  };
  const faultOf = async (asking: Promise<unknown>): Promise<string> => {
    const error: unknown = await asking.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DependencyFault);
    expect(String((error as Error).stack)).not.toContain(session);
    return `${String(error)} ${String((error as Error).cause)}`;
  };

  it.each([
    ['{"active":true,"customerId":"customer-1"}', { by: 'paymentMethodId', paymentMethodId: 'customer-1' }],
    [
      '{"active":true,"loginIdType":"MOBILE","loginId":"852-52412345","exp":1}',
      { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' },
    ],
    ['{"active":false}', undefined],
    ['{"active":false,"customerId":"customer-1"}', undefined],
  ])('reads %s', async (answer, user) => {
    expect(await userOf(answer)).toEqual(user);
    expect(asked).toMatchObject([
      { body: JSON.stringify({ session }), headers: { 'content-type': 'application/json' } },
    ]);
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
  });

  it('says who asks when it has a token for that', async () => {
    await userOf('{"active":false}', { token: { read: () => 'a-token' } });
    expect(asked[0]?.headers.authorization).toBe('Bearer a-token');
  });

  it.each([
    ['{}', 'malformed answer'],
    ['{"active":"true","customerId":"customer-1"}', 'malformed answer'],
    ['{"active":true}', 'malformed answer'],
    ['{"active":true,"customerId":""}', 'malformed answer'],
    [`<html>${session}</html>`, 'malformed answer'],
    [' '.repeat(20_000), 'exceeded'],
  ])('takes %j for a fault', async (answer, reason) => {
    expect(await faultOf(userOf(answer))).toContain(reason);
  });

  it.each([500, 404, 302, 204])('takes HTTP %i for a fault', async (status) => {
    expect(await faultOf(userOf('', { status }))).toContain(`HTTP ${status}`);
  });

  it('gives up in time', async () => {
    respond = () => undefined;
    const startedAt = Date.now();
    const options = { url, token: undefined, timeoutMs: 200, maxWaiters: 10, logger };
    const waiting = new IntrospectedSession(options).userOf(session);
    expect(await faultOf(waiting)).toMatch(/timeout/i);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });

  it('asks for so many visitors at once at most', async () => {
    const open: ServerResponse[] = [];
    respond = (response) => void open.push(response);
    const store = new IntrospectedSession({ url, token: undefined, timeoutMs: 1_000, maxWaiters: 3, logger });
    const asking = [1, 2, 3].map(() => store.userOf(session));
    expect(await faultOf(store.userOf(session))).toContain('too many wait');
    await eventually(() => Promise.resolve(expect(open).toHaveLength(3)));
    open.forEach((response) => response.end('{"active":false}'));
    expect(await Promise.all(asking)).toEqual([undefined, undefined, undefined]);
    respond = (response) => void response.end('{"active":false}');
    expect(await store.userOf(session)).toBeUndefined();
  });

  describe('that does not work', () => {
    let nowMs = 0;
    let store: IntrospectedSession;
    const answering = (status: number) => (respond = (response) => void response.writeHead(status).end('{}'));
    const faults = async (count: number) => {
      for (let call = 0; call < count; call++) await faultOf(store.userOf(session));
    };
    beforeEach(() => {
      const options = { url, token: undefined, timeoutMs: 1_000, maxWaiters: 10, logger };
      store = new IntrospectedSession({ ...options, elapsedMs: () => nowMs });
    });

    it.each([500, 503, 429])('is left alone after ten answers of HTTP %i, and tried again', async (status) => {
      answering(status);
      await faults(10);
      expect(asked).toHaveLength(10);
      expect(await faultOf(store.userOf(session))).toContain('it does not work');
      nowMs += 2_000;
      await faults(2);
      expect(asked).toHaveLength(11);
      nowMs += 2_000;
      respond = (response) => void response.end('{"active":false}');
      expect(await store.userOf(session)).toBeUndefined();
      expect(await store.userOf(session)).toBeUndefined();
    });

    it.each([200, 400, 404])('is not left alone for what visitors send: HTTP %i', async (status) => {
      answering(status);
      await faults(20);
      expect(asked).toHaveLength(20);
    });
  });
});
