import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveFile, type LiveText } from '@wallet/service';
import type { SmsResult } from '../../application/sms-sender';
import { HttpSmsSender } from './http-sms-sender';

interface Call {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

const sms = { to: '+85252412345', text: '000123 is your code' };

describe('HttpSmsSender', () => {
  const calls: Call[] = [];
  let respond: (response: ServerResponse) => void;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
      incoming.on('end', () => {
        calls.push({ method: incoming.method, headers: incoming.headers, body: JSON.parse(text) });
        respond(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => calls.splice(0));

  const answerWith = (status: number, headers: Record<string, string> = {}) => {
    respond = (response) => void response.writeHead(status, headers).end('a body that nobody reads');
  };
  const send = (token?: LiveText, timeoutMs = 2_000) =>
    new HttpSmsSender({ url, connections: 2, ...(token && { token }) }).send(sms, { timeoutMs });

  it.each<[number, SmsResult]>([
    [200, 'sent'],
    [202, 'sent'],
    ...[400, 403, 410, 422, 451].map((status): [number, SmsResult] => [status, 'refused']),
    ...[401, 404, 405, 407, 408, 413, 415, 429].map((status): [number, SmsResult] => [status, 'unsent']),
    [302, 'unknown'],
    [500, 'unknown'],
    [503, 'unknown'],
  ])('takes HTTP %i for %s', async (status, result) => {
    answerWith(status, { location: '/elsewhere' });
    expect(await send()).toBe(result);
    expect(calls).toHaveLength(1);
  });

  it('posts the number and the text as JSON, with the token', async () => {
    answerWith(200);
    await send({ read: () => 'a-token' });
    expect(calls[0]).toMatchObject({ method: 'POST', body: sms });
    expect(calls[0]?.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer a-token' });
    await send();
    expect(calls[1]?.headers.authorization).toBeUndefined();
  });

  it('sends the token that its file holds when the message goes, and nothing without it', async () => {
    answerWith(200);
    const file = join(mkdtempSync(join(tmpdir(), 'sms-')), 'token');
    writeFileSync(file, 'old\n');
    const sender = new HttpSmsSender({ url, connections: 2, token: new LiveFile(file) });
    const sendAgain = () => sender.send(sms, { timeoutMs: 2_000 });
    await sendAgain();
    writeFileSync(file, 'new\n');
    await sendAgain();
    expect(calls.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    rmSync(join(file, '..'), { recursive: true });
    await expect(sendAgain()).rejects.toThrow(`${file} does not exist`);
    expect(calls).toHaveLength(2);
  });

  it('gives up in time when the provider hangs', async () => {
    respond = () => undefined;
    const startedAt = Date.now();
    await expect(send(undefined, 150)).rejects.toThrow(/timeout/i);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });

  it.each(['cuts the connection', 'is not there'])(
    'rejects when the provider %s, without number or text',
    async (what) => {
      respond = (response) => response.destroy();
      const target = what === 'is not there' ? 'http://127.0.0.1:1/sms' : url;
      const sending = new HttpSmsSender({ url: target, connections: 1 }).send(sms, { timeoutMs: 500 });
      const error: unknown = await sending.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ message: expect.stringMatching(/./) as string });
      expect(String(error)).not.toMatch(/52412345|000123/);
    },
  );
});
