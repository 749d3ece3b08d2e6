import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '@wallet/testkit';
import { unknown } from '@wallet/kernel';
import { clientId, GatewayUnderTest, requestTime } from './gateway-under-test';
import { exchange, rawRequest, readAnswers, type RawAnswer } from './raw-http';
import { orderPay } from './requests';

const path = '/aps/api/v1/payments/pay';
const body = JSON.stringify(orderPay);
type Lines = [string, string][];

/** reliability.md §10, what only a real connection shows: repeated header lines, raw targets, slow and broken clients. */
describe('HTTP on a socket', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  let port = 0;
  let host = '';
  let signed: Lines = [];

  beforeAll(async () => {
    await gateway.start();
    await gateway.app.listen(0, '127.0.0.1');
    ({ port } = gateway.app.getHttpServer().address() as AddressInfo);
    host = `127.0.0.1:${port}`;
    signed = Object.entries(await gateway.headers({ method: 'POST', uri: path, payload: body }));
  });
  beforeEach(() => {
    commands.asked.length = 0;
    commands.answer = unknown('awaiting-otp');
  });
  afterAll(() => gateway.stop());

  const length: [string, string] = ['content-length', String(body.length)];
  const post = (lines: Lines, target = path) => rawRequest(`POST ${target} HTTP/1.1`, lines, body);
  const call = async (lines: Lines, target = path) => {
    const [answer] = await exchange(port, post(lines, target));
    if (answer!.status === 404) gateway.expectUnsigned(answer!.headers);
    else gateway.expectSigned(answer!.headers, { method: 'POST', uri: path, rawBody: answer!.rawBody });
    return `${answer!.status} ${resultCode(answer!)}`;
  };
  const plain = (): Lines => [['Host', host], ...signed, length];
  const accepted = '200 VERIFICATION_IN_PROCESS';

  it('answers with header names in lower case and in the form that positional readers need', async () => {
    const [answer] = await exchange(port, post(plain()));
    expect(answer!.headers).toMatchObject({
      'client-id': clientId,
      'response-time': requestTime,
      'content-type': 'application/json; charset=UTF-8',
      signature: expect.stringMatching(/^algorithm=RSA256,keyVersion=1,signature=[^=]+$/) as string,
    });
  });

  it.each(['Signature', 'CLIENT-ID', 'Request-Time', 'Content-Type'])('refuses two %s lines', async (name) => {
    const repeated = signed.find(([known]) => known === name.toLowerCase())!;
    const codes: Record<string, string> = {
      signature: '200 INVALID_SIGNATURE',
      'client-id': '200 INVALID_CLIENT',
      'request-time': '200 PARAM_ILLEGAL',
      'content-type': '415 MEDIA_TYPE_NOT_ACCEPTABLE',
    };
    expect(await call([...plain(), [name, repeated[1]]])).toBe(codes[name.toLowerCase()]);
    expect(commands.asked).toEqual([]);
  });

  it('row 8: 64 header lines are read, 65 are 431', async () => {
    const lines = (count: number): Lines => Array.from({ length: count }, (_, index) => [`x-${index}`, '1']);
    const used = plain().length;
    expect(await call([...plain(), ...lines(64 - used)])).toBe(accepted);
    expect(await call([...plain(), ...lines(65 - used)])).toBe('431 PARAM_ILLEGAL');
  });

  it('row 9: two Host headers are 400', async () => {
    expect(await call([...plain(), ['host', host]])).toBe('400 PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
  });

  it.each([
    `${path}?`,
    `${path}#x`,
    `${path}?x=1#y`,
    '//aps/api/v1/payments/pay',
    '/%',
    '*',
    '/aps/../aps/api/v1/payments/pay',
  ])('rows 16 and 17: %s is 404', async (target) => {
    expect(await call(plain(), target)).toBe('404 NO_INTERFACE_DEF');
    expect(commands.asked).toEqual([]);
  });

  it('row 18: absolute form is accepted when its authority equals Host, else 404', async () => {
    expect(await call(plain(), `http://${host}${path}`)).toBe(accepted);
    expect(await call(plain(), `http://evil${path}`)).toBe('404 NO_INTERFACE_DEF');
    expect(await call(plain(), `http://${host}${path}?x=1`)).toBe('404 NO_INTERFACE_DEF');
  });

  it.each<[string, Lines]>([
    ['length and chunked', [['Transfer-Encoding', 'chunked']]],
    ['two lengths', [['Content-Length', '1']]],
    ['two equal lengths', [length]],
    ['an unknown coding', [['Transfer-Encoding', 'xchunked']]],
    ['a space before the colon', [['X-Y ', '1']]],
    ['NUL', [['X-Y', 'a\0b']]],
  ])('rows 1 to 5: %s is 400 and closes', async (_, lines) => {
    const [answer] = await exchange(port, post([...plain(), ...lines]));
    expect(answer?.status).toBe(400);
    expect(commands.asked).toEqual([]);
  });

  it('rows 7 and 33: headers over 8 KiB are 431', async () => {
    const [answer] = await exchange(port, post([...plain(), ['x-y', 'x'.repeat(8_192)]]));
    expect(answer?.status).toBe(431);
  });

  it('row 22: never switches protocols', async () => {
    expect(await call([...plain(), ['Connection', 'Upgrade'], ['Upgrade', 'h2c']])).toBe(accepted);
  });

  it('row 23: two pipelined calls get two answers', async () => {
    const answers = await exchange(port, Buffer.concat([post(plain()), post(plain())]), 2);
    expect(answers.map(resultCode)).toEqual(['VERIFICATION_IN_PROCESS', 'VERIFICATION_IN_PROCESS']);
    expect(commands.asked).toHaveLength(2);
  });

  it('row 24: goes on when a client leaves before its answer', async () => {
    const left = new Promise<void>((resolve) => {
      jest.spyOn(commands, 'ask').mockImplementationOnce(async () => {
        socket.destroy();
        await new Promise((wait) => setTimeout(wait, 50));
        resolve();
        return { correlationId: 'command-1', answer: unknown('no-answer') };
      });
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(post(plain()));
    await left;
    expect(await call(plain())).toBe(accepted);
  });

  it('rows 11 and 12: cuts slow headers after 4 s and a slow body after 5 s', async () => {
    const slow = async (bytes: Buffer, sent: number) => {
      const startedAt = Date.now();
      const socket = connect(port, '127.0.0.1');
      socket.write(bytes.subarray(0, sent));
      const [answer] = await readAnswers(socket, 1);
      return { status: answer?.status, seconds: (Date.now() - startedAt) / 1000 };
    };
    const request = post(plain());
    const [headers, rest] = await Promise.all([slow(request, 40), slow(request, request.length - 1)]);
    expect(headers.status).toBe(408);
    expect(headers.seconds).toBeLessThan(5);
    expect(rest.status).toBe(408);
    expect(rest.seconds).toBeLessThan(6);
    expect(commands.asked).toEqual([]);
  }, 10_000);

  it.each([
    ['the head', 40],
    ['the body', 1],
  ])(
    'takes a call of which the rest of %s came while the process stood still',
    async (_, cut) => {
      const request = post(plain());
      const sent = cut === 1 ? request.length - cut : cut;
      const connection = once(gateway.app.getHttpServer(), 'connection') as Promise<[Socket]>;
      const socket = connect(port, '127.0.0.1');
      socket.write(request.subarray(0, sent));
      const [received] = await connection;
      await eventually(() => expect(received.bytesRead).toBe(sent));
      // After it the event loop comes to its timers before it reads.
      setImmediate(() => {
        socket.write(request.subarray(sent));
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_500);
      });
      const [answer] = await readAnswers(socket, 1);
      socket.destroy();
      expect(`${answer!.status} ${resultCode(answer!)}`).toBe(accepted);
    },
    15_000,
  );
});

const resultCode = ({ rawBody }: RawAnswer) =>
  (JSON.parse(rawBody.toString()) as { result: { resultCode: string } }).result.resultCode;
