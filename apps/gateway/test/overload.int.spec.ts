import { setTimeout as pause } from 'node:timers/promises';
import { connect, type AddressInfo } from 'node:net';
import { evaluateCustomer, inquirePayment, resolvePayer } from '@wallet/contracts';
import { refused } from '@wallet/kernel';
import { metrics } from '@wallet/service';
import type { Reply } from '../src/application/dispatch';
import { correlationId } from './fake-commands';
import { GatewayUnderTest } from './gateway-under-test';
import { exchange, rawRequest, type RawAnswer } from './raw-http';
import { agreementPay, cancel, evaluation, inquiry, orderPay } from './requests';

const reply: Reply = { correlationId, answer: refused('OrderNotFound') };

/** More calls than the gateway takes, on real connections. What it has taken stays unanswered until it is released. */
describe('a flooded gateway', () => {
  const gateway = new GatewayUnderTest({ MAX_WAITERS: 20, SIGNED_REFUSALS_PER_SECOND: 5 });
  const { commands } = gateway;
  const held: (() => void)[] = [];
  let holds = new Set<string>();
  let port = 0;

  beforeAll(async () => {
    const ask = commands.ask.bind(commands);
    jest.spyOn(commands, 'ask').mockImplementation(async (topic, payload, call) => {
      await ask(topic, payload, call);
      commands.waiting += 1;
      if (holds.has(topic.name)) await new Promise<void>((release) => held.push(release));
      commands.waiting -= 1;
      return reply;
    });
    await gateway.start();
    await gateway.app.listen(0, '127.0.0.1');
    ({ port } = gateway.app.getHttpServer().address() as AddressInfo);
  });
  beforeEach(() => {
    commands.asked.length = 0;
    commands.oldestMs = 0;
    holds = new Set();
  });
  afterEach(() => held.splice(0).forEach((release) => release()));
  afterAll(() => gateway.stop());

  const bytesOf = async (api: string, body: object): Promise<Buffer> => {
    const uri = `/aps/api/v1/payments/${api}`;
    const payload = JSON.stringify(body);
    const headers = Object.entries(await gateway.headers({ method: 'POST', uri, payload }));
    const lines = [['Host', `127.0.0.1:${port}`], ...headers, ['content-length', String(payload.length)]];
    return rawRequest(`POST ${uri} HTTP/1.1`, lines as [string, string][], payload);
  };
  const kindOf = ({ status, headers, rawBody }: RawAnswer): string => {
    if (status !== 503) return (JSON.parse(rawBody.toString()) as { result: { resultCode: string } }).result.resultCode;
    expect(headers).toMatchObject({ 'retry-after': '1', 'content-length': '0' });
    gateway.expectUnsigned(headers);
    return 'bare 503';
  };
  /** Sends the call so many times at once; the kinds of the answers, in the order in which they come. */
  const flood = async (count: number, api: string, body: object) => {
    const bytes = await bytesOf(api, body);
    const came: string[] = [];
    const all = Array.from({ length: count }, async () => {
      const [answer] = await exchange(port, bytes);
      came.push(answer ? kindOf(answer) : 'none');
    });
    return { came, all: Promise.all(all) };
  };
  const until = async (condition: () => boolean) => {
    while (!condition()) await pause(5);
  };
  const shedCalls = async (reason: string): Promise<number> => {
    const { values } = await metrics.counter('gateway_shed_calls_total', '', ['api', 'reason']).get();
    return values.filter(({ labels }) => labels.reason === reason).reduce((sum, { value }) => sum + value, 0);
  };
  const countOf = (came: readonly string[], kind: string) => came.filter((each) => each === kind).length;

  it('sheds evaluations first, then new payments, and always answers cancels and inquiries', async () => {
    const before = await shedCalls('waiters');
    holds = new Set([evaluateCustomer.name, resolvePayer.name]);
    const evaluations = await flood(100, 'pay', evaluation);
    await until(() => evaluations.came.length === 88);
    expect(commands.waiting).toBe(12);
    expect(countOf(evaluations.came, 'REQUEST_TRAFFIC_EXCEED_LIMIT')).toBeGreaterThan(0);
    expect(countOf(evaluations.came, 'bare 503')).toBeGreaterThan(70);

    const payments = await flood(100, 'pay', agreementPay);
    await until(() => payments.came.length === 96);
    expect(commands.waiting).toBe(16);
    expect(countOf(payments.came, 'bare 503')).toBeGreaterThan(80);

    for (const [api, body] of [
      ['cancelPayment', cancel],
      ['inquiryPayment', inquiry],
    ] as const) {
      const { came, all } = await flood(4, api, body);
      await all;
      expect(came).toEqual(Array(4).fill(came[0]));
      expect(['bare 503', 'REQUEST_TRAFFIC_EXCEED_LIMIT']).not.toContain(came[0]);
    }

    held.splice(0).forEach((release) => release());
    await Promise.all([evaluations.all, payments.all]);
    const all = [...evaluations.came, ...payments.came];
    expect(countOf(all, 'none')).toBe(0);
    expect((await shedCalls('waiters')) - before).toBe(countOf(all, 'bare 503'));
    const later = await flood(1, 'pay', evaluation);
    await until(() => held.length === 1);
    expect(later.came).toEqual([]);
  });

  it('sheds what would wait too long once that has stood for 3 s', async () => {
    holds = new Set([resolvePayer.name]);
    const waiting = await flood(2, 'pay', agreementPay);
    await until(() => commands.waiting === 2);
    commands.oldestMs = 1_700;
    const burst = await flood(10, 'pay', orderPay);
    await burst.all;
    expect(burst.came).not.toContain('bare 503');
    const startedAt = performance.now();
    let later = burst;
    while (!later.came.includes('bare 503')) {
      await pause(50);
      later = await flood(1, 'pay', orderPay);
      await later.all;
    }
    expect(performance.now() - startedAt).toBeGreaterThan(2_800);
    const { came: cancelled, all: cancels } = await flood(3, 'cancelPayment', cancel);
    await cancels;
    expect(cancelled).not.toContain('bare 503');
    held.splice(0).forEach((release) => release());
    await waiting.all;
  }, 15_000);

  it('publishes nothing for callers who had left before it looked', async () => {
    const bytes = await bytesOf('pay', agreementPay);
    const sockets = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect(port, '127.0.0.1').resume();
        await new Promise((resolve) => socket.once('connect', resolve));
        return socket;
      }),
    );
    const gone = Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    sockets.forEach((socket) => socket.end(bytes));
    await gone;
    const { came, all } = await flood(1, 'inquiryPayment', inquiry);
    await all;
    expect(came).not.toContain('bare 503');
    expect(commands.asked.map(({ topic }) => topic)).toEqual([inquirePayment.name]);
  });
});
