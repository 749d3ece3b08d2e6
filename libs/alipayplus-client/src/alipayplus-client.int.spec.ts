import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { signWith, verifyMessage } from '@wallet/alipayplus';
import { AlipayPlusClient, type ClientKeys } from './alipayplus-client';
import { AlipayPlusServer, newKeys, resultBody, signedAnswer, type SignedAnswer } from './testing';

const path = '/aps/api/v1/payments/notifyPayment';
const clientId = 'SANDBOX_5X00000000000001';
const utcOffset = '+08:00';
const [ours, theirs, theirNext] = [newKeys(), newKeys(), newKeys()];
const keys: ClientKeys = {
  publicKey: (version) => ({ '1': theirs, '2': theirNext })[version ?? '2']?.publicKey,
  sign: signWith({ keyVersion: '3', privateKey: ours.privateKey }),
};
const now = '2025-11-22T06:00:00.000Z';
const clock = { now: () => new Date(now) };

const server = new AlipayPlusServer();
let client: AlipayPlusClient;
let baseUrl: string;

beforeAll(async () => {
  baseUrl = await server.start();
  client = new AlipayPlusClient(keys, { baseUrl, clientId, utcOffset, connections: 4, timeoutMs: 600 }, clock);
});
beforeEach(() => void server.received.splice(0));
afterAll(() => server.stop());

const success: SignedAnswer = {
  clientId,
  keyVersion: '1',
  privateKey: theirs.privateKey,
  body: resultBody('S', 'SUCCESS'),
  time: now,
};
const answering = (over: Partial<SignedAnswer>) => async (response: ServerResponse) => {
  const { headers, body } = await signedAnswer(path, { ...success, ...over });
  response.writeHead(200, headers).end(body);
};
type Changed = Record<string, string | string[] | undefined>;
const altered =
  (change: (headers: Record<string, string>) => Changed, status = 200) =>
  async (response: ServerResponse) => {
    const { headers, body } = await signedAnswer(path, success);
    const changed = Object.entries<Changed[string]>({ ...headers, ...change(headers) });
    for (const [name, value] of changed) if (value !== undefined) response.setHeader(name, value);
    response.writeHead(status).end(body);
  };

async function send(behave: (response: ServerResponse) => Promise<void> | void) {
  server.answer = (_, response) => behave(response);
  return await client.call({ path, body: '{"paymentRequestId":"request-1"}' });
}

it('sends the frozen text to the path, freshly signed with our newest key', async () => {
  await send(answering({}));
  const [received] = server.received;
  expect(received).toMatchObject({ method: 'POST', url: path });
  expect(received?.rawBody.toString()).toBe('{"paymentRequestId":"request-1"}');
  const { headers, rawBody = Buffer.from('') } = received ?? {};
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=UTF-8',
    'client-id': clientId,
    'request-time': '2025-11-22T14:00:00+08:00',
    signature: expect.stringMatching(/^algorithm=RSA256,keyVersion=3,signature=/) as string,
  });
  const message = { method: 'POST', uri: path, clientId, time: '2025-11-22T14:00:00+08:00', rawBody };
  expect(verifyMessage(message, headers?.signature as string, () => ours.publicKey)).toEqual({ ok: true });
});

it.each([
  ['S', 'SUCCESS'],
  ['F', 'ACCESS_DENIED'],
  ['U', 'UNKNOWN_EXCEPTION'],
])('gives what a signed answer says: %s', async (resultStatus, resultCode) => {
  const body = resultBody(resultStatus, resultCode);
  expect(await send(answering({ body }))).toEqual({
    kind: 'answer',
    json: JSON.parse(body) as unknown,
    httpStatus: 200,
  });
});

it.each(['2025-11-22T05:55:00Z', '2025-11-22T14:05:00.00+08:00', '1763791200000'])(
  'takes an answer of about now: %s',
  async (time) => {
    expect((await send(answering({ time }))).kind).toBe('answer');
  },
);

it('signs the path with its query', async () => {
  const uri = '/notify/here?of=a%20shop&n=1';
  server.answer = async (_, response) => {
    const { headers, body } = await signedAnswer(uri, success);
    response.writeHead(200, headers).end(body);
  };
  expect((await client.call({ path: uri, body: '{}' })).kind).toBe('answer');
  const [{ url = '', headers = {} } = {}] = server.received;
  expect(url).toBe(uri);
  const message = { method: 'POST', uri, clientId, time: String(headers['request-time']), rawBody: Buffer.from('{}') };
  expect(verifyMessage(message, String(headers.signature), () => ours.publicKey)).toEqual({ ok: true });
});

it('verifies with the key version that the answer names', async () => {
  const next = { keyVersion: '2', privateKey: theirNext.privateKey };
  expect((await send(answering(next))).kind).toBe('answer');
  expect(await send(answering({ ...next, keyVersion: '1' }))).toMatchObject({
    kind: 'none',
    reason: 'wrong signature',
  });
});

it.each<[string, (response: ServerResponse) => Promise<void> | void, object]>([
  ['wrong signature', answering({ privateKey: ours.privateKey }), { httpStatus: 200 }],
  ['unknown key version', answering({ keyVersion: '9' }), { httpStatus: 200 }],
  ['no signature header', altered(() => ({ signature: undefined })), { httpStatus: 200 }],
  [
    'two signatures',
    altered(({ signature }) => ({ signature: [String(signature), String(signature)] })),
    { httpStatus: 200 },
  ],
  ['another Client-Id', altered(() => ({ 'client-id': 'somebody' })), { httpStatus: 200 }],
  ['another Client-Id', altered(() => ({ 'client-id': undefined })), { httpStatus: 200 }],
  ['not now', answering({ time: '2025-11-22T05:54:59Z' }), { httpStatus: 200 }],
  ['not now', answering({ time: '2025-11-22T14:05:01+08:00' }), { httpStatus: 200 }],
  ['not now', answering({ time: 'soon' }), { httpStatus: 200 }],
  ['no Response-Time', altered(() => ({ 'response-time': undefined })), { httpStatus: 200 }],
  ['HTTP 302', altered(() => ({ location: path }), 302), { httpStatus: 302 }],
  ['HTTP 500', altered(() => ({}), 500), { httpStatus: 500 }],
  ['HTTP 201', altered(() => ({}), 201), { httpStatus: 201 }],
  ['not a JSON object', answering({ body: 'OK' }), { httpStatus: 200 }],
  ['duplicate key', answering({ body: '{"result":{},"result":{}}' }), { httpStatus: 200 }],
])('is none: %s', async (reason, behave, rest) => {
  const sent = await send(behave);
  expect(sent).toEqual({ kind: 'none', reason: expect.stringContaining(reason) as string, ...rest });
  expect(server.received).toHaveLength(1);
});

it('unpacks nothing', async () => {
  const { headers, body } = await signedAnswer(path, success);
  const sent = await send((response) => {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
  });
  expect(sent).toMatchObject({ kind: 'none', reason: 'wrong signature' });
});

it('reads 64 KiB of an answer and no more', async () => {
  const spaces = (length: number) => resultBody('S', 'SUCCESS').padEnd(length, ' ');
  expect((await send(answering({ body: spaces(65_536) }))).kind).toBe('answer');
  expect((await send(answering({ body: spaces(65_537) }))).kind).toBe('none');
  const sent = await send((response) => void response.writeHead(200).end(Buffer.alloc(10_000_000, 32)));
  expect(sent).toMatchObject({ kind: 'none', httpStatus: 200 });
});

it('reads as much of an answer as it is told, where that is more than a result', async () => {
  const sizes = [100_000, 100_001].map((length) => resultBody('S', 'SUCCESS').padEnd(length, ' '));
  const kinds: string[] = [];
  for (const body of sizes) {
    server.answer = (_, response) => answering({ body })(response);
    kinds.push((await client.call({ path, body: '{}', maxAnswerBytes: 100_000 })).kind);
  }
  expect(kinds).toEqual(['answer', 'none']);
});

it('gives up earlier when this call has less time', async () => {
  server.answer = () => undefined;
  const startedAt = performance.now();
  const options = { baseUrl, clientId, utcOffset, connections: 1, timeoutMs: 60_000 };
  const sent = await new AlipayPlusClient(keys, options, clock).call({ path, body: '{}', timeoutMs: 100 });
  expect(sent).toMatchObject({ kind: 'none', reason: 'timed out' });
  expect(performance.now() - startedAt).toBeLessThan(30_000);
});

it.each<[string, (response: ServerResponse) => void]>([
  ['it hangs', () => undefined],
  ['it hangs in the body', (response) => void response.writeHead(200, { 'content-length': 100 }).write('{')],
  ['it drips', (response) => drip(response)],
])('gives up after the time-out when %s', async (_, behave) => {
  const startedAt = performance.now();
  expect(await send(behave)).toMatchObject({ kind: 'none', reason: 'timed out' });
  const took = performance.now() - startedAt;
  expect(took).toBeGreaterThan(550);
  expect(took).toBeLessThan(3_000);
});

function drip(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
}

it.each<[string, (response: ServerResponse) => void]>([
  ['resets the connection', (response) => void response.socket?.resetAndDestroy()],
  ['closes the connection', (response) => void response.socket?.end()],
  [
    'resets it in the body',
    (response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{');
      setTimeout(() => response.socket?.resetAndDestroy(), 50);
    },
  ],
])('is none when the other side %s', async (_, behave) => {
  expect((await send(behave)).kind).toBe('none');
  expect((await send(answering({}))).kind).toBe('answer');
});

it('is none when nobody listens', async () => {
  const nobody = { baseUrl: 'http://127.0.0.1:1', clientId, utcOffset, connections: 1, timeoutMs: 600 };
  const sent = await new AlipayPlusClient(keys, nobody, clock).call({ path, body: '{}' });
  expect(sent).toEqual({ kind: 'none', reason: expect.stringContaining('ECONNREFUSED') as string });
});

it('is none when we cannot sign', async () => {
  const keyless = { ...keys, sign: () => Promise.reject(new Error('no key')) };
  const options = { baseUrl, clientId, utcOffset, connections: 1, timeoutMs: 600 };
  const sent = await new AlipayPlusClient(keyless, options, clock).call({ path, body: '{}' });
  expect(sent).toEqual({ kind: 'none', reason: 'no key' });
  expect(server.received).toEqual([]);
});

it('never calls a host name that is on this machine, and calls a literal address', async () => {
  const options = { clientId, utcOffset, connections: 1, timeoutMs: 600, onlyPublicHosts: true };
  const named = new AlipayPlusClient(keys, { ...options, baseUrl: baseUrl.replace('127.0.0.1', 'localhost') }, clock);
  expect(await named.call({ path, body: '{}' })).toEqual({
    kind: 'none',
    reason: 'localhost has an address that is not public',
  });
  expect(server.received).toEqual([]);
  server.answer = (_, response) => answering({})(response);
  const literal = new AlipayPlusClient(keys, { ...options, baseUrl }, clock);
  expect((await literal.call({ path, body: '{}' })).kind).toBe('answer');
});

it('takes no second answer on a connection for that of the next request', async () => {
  const single = new AlipayPlusClient(keys, { baseUrl, clientId, utcOffset, connections: 1, timeoutMs: 600 }, clock);
  server.answer = async ({ rawBody }, response) => {
    const { headers, body } = await signedAnswer(path, success);
    if (rawBody.toString() !== '{"n":1}') return void response.writeHead(500).end();
    const lines = Object.entries({ ...headers, 'content-length': body.length }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const whole = `HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
    response.socket?.write(whole + whole);
  };
  expect((await single.call({ path, body: '{"n":1}' })).kind).toBe('answer');
  expect(await single.call({ path, body: '{"n":2}' })).toMatchObject({ kind: 'none' });
});
