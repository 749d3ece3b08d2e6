import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readPrivateKey, readPublicKey, verifyMessage } from '@wallet/alipayplus';
import { SignatureKeys } from '@wallet/key-store';
import { createLogger } from '@wallet/service';
import { AlipayPlusServer, resultBody, signedAnswer, type SignedAnswer } from '../../../test/alipayplus-server';
import { KeyFiles, newKeys, pemOf } from '../../../test/key-files';
import { SignedNotices } from './signed-notices';

const path = '/aps/api/v1/payments/notifyPayment';
const clientId = 'SANDBOX_5X00000000000001';
const utcOffset = '+08:00';
const [ours, theirs, theirNext] = [newKeys(), newKeys(), newKeys()];
const folder = new KeyFiles();
folder.files.set('wallet-private.3', pemOf(ours.privateKey));
folder.files.set('alipayplus-public.1', pemOf(theirs.publicKey)).set('alipayplus-public.2', pemOf(theirNext.publicKey));
const keys = new SignatureKeys(folder, { readPublicKey, readPrivateKey }, createLogger('spec', 'silent'));
const clock = { now: () => new Date('2025-11-22T06:00:00.000Z') };

const server = new AlipayPlusServer();
let notices: SignedNotices;
let baseUrl: string;

beforeAll(async () => {
  baseUrl = await server.start();
  notices = new SignedNotices(keys, { baseUrl, clientId, utcOffset, connections: 4, timeoutMs: 600 }, clock);
});
beforeEach(() => void server.received.splice(0));
afterAll(() => server.stop());

const success: SignedAnswer = {
  clientId,
  keyVersion: '1',
  privateKey: theirs.privateKey,
  body: resultBody('S', 'SUCCESS'),
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
  return await notices.send({ path, body: '{"paymentRequestId":"request-1"}' });
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
])('gives the result of a signed answer: %s', async (resultStatus, resultCode) => {
  const sent = await send(answering({ body: resultBody(resultStatus, resultCode) }));
  expect(sent).toEqual({ httpStatus: 200, reply: { kind: 'answer', resultStatus, resultCode } });
});

it('verifies with the key version that the answer names', async () => {
  const next = { keyVersion: '2', privateKey: theirNext.privateKey };
  expect((await send(answering(next))).reply).toMatchObject({ kind: 'answer', resultStatus: 'S' });
  expect((await send(answering({ ...next, keyVersion: '1' }))).reply).toEqual({
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
  ['no Response-Time', altered(() => ({ 'response-time': undefined })), { httpStatus: 200 }],
  ['HTTP 302', altered(() => ({ location: path }), 302), { httpStatus: 302 }],
  ['HTTP 500', altered(() => ({}), 500), { httpStatus: 500 }],
  ['HTTP 201', altered(() => ({}), 201), { httpStatus: 201 }],
  ['result.resultStatus', answering({ body: resultBody('A', 'ACCEPT') }), { httpStatus: 200 }],
  ['not a JSON object', answering({ body: 'OK' }), { httpStatus: 200 }],
  ['duplicate key', answering({ body: '{"result":{},"result":{}}' }), { httpStatus: 200 }],
])('is an unknown: %s', async (reason, behave, rest) => {
  const sent = await send(behave);
  expect(sent).toEqual({ reply: { kind: 'none', reason: expect.stringContaining(reason) as string }, ...rest });
  expect(server.received).toHaveLength(1);
});

it('unpacks nothing', async () => {
  const { headers, body } = await signedAnswer(path, success);
  const sent = await send((response) => {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
  });
  expect(sent.reply).toEqual({ kind: 'none', reason: 'wrong signature' });
});

it('reads 64 KiB of an answer and no more', async () => {
  const spaces = (length: number) => resultBody('S', 'SUCCESS').padEnd(length, ' ');
  expect((await send(answering({ body: spaces(65_536) }))).reply.kind).toBe('answer');
  expect((await send(answering({ body: spaces(65_537) }))).reply.kind).toBe('none');
  const sent = await send((response) => void response.writeHead(200).end(Buffer.alloc(10_000_000, 32)));
  expect(sent).toMatchObject({ reply: { kind: 'none' }, httpStatus: 200 });
});

it.each<[string, (response: ServerResponse) => void]>([
  ['it hangs', () => undefined],
  ['it hangs in the body', (response) => void response.writeHead(200, { 'content-length': 100 }).write('{')],
  ['it drips', (response) => drip(response)],
])('gives up after the time-out when %s', async (_, behave) => {
  const startedAt = performance.now();
  expect((await send(behave)).reply.kind).toBe('none');
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
])('is an unknown when the other side %s', async (_, behave) => {
  expect((await send(behave)).reply.kind).toBe('none');
  expect((await send(answering({}))).reply.kind).toBe('answer');
});

it('is an unknown when nobody listens', async () => {
  const nobody = { baseUrl: 'http://127.0.0.1:1', clientId, utcOffset, connections: 1, timeoutMs: 600 };
  const sent = await new SignedNotices(keys, nobody, clock).send({ path, body: '{}' });
  expect(sent).toEqual({ reply: { kind: 'none', reason: expect.stringContaining('ECONNREFUSED') as string } });
});

it('is an unknown when we cannot sign', async () => {
  const keyless = new SignatureKeys(new KeyFiles(), { readPublicKey, readPrivateKey }, createLogger('spec', 'silent'));
  const options = { baseUrl, clientId, utcOffset, connections: 1, timeoutMs: 600 };
  const sent = await new SignedNotices(keyless, options, clock).send({ path, body: '{}' });
  expect(sent.reply).toMatchObject({ kind: 'none' });
  expect(server.received).toEqual([]);
});
