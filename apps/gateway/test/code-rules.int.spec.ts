import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AlipayPlusServer, resultBody, signedAnswer } from '@wallet/alipayplus-client/testing';
import { createLogger, metrics } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { CodeRulesWatch } from '../src/adapters/timer/code-rules-watch';
import { codeRulesOf } from '../src/code-rules';
import { FakePayments } from './fake-payments';
import { clientId, GatewayUnderTest, now } from './gateway-under-test';
import { expectDescribed } from './open-api';
import { WalletApiUnderTest } from './wallet-api-under-test';

const path = '/aps/api/v1/codes/inquiryCodeRules';
const identifying = ['post', '/wallet/v1/codes/identify'] as const;
const prefixRule = (prefix: string) => ({
  codeMatchPattern: { matchMethod: 'PREFIX', prefix },
  postCodeMatchAction: { postCodeMatchActionType: 'DECODE' },
});
const regexRule = (regex: string) => ({
  codeMatchPattern: { matchMethod: 'REGEX', regex },
  postCodeMatchAction: { postCodeMatchActionType: 'DECODE' },
});
const answerOf = (version: string, ...codeRules: unknown[]) =>
  JSON.stringify({ ...(JSON.parse(resultBody('S', 'SUCCESS')) as object), version, codeRules });

describe('the rules for scanned codes', () => {
  const server = new AlipayPlusServer();
  const lines: string[] = [];
  let payments: FakePayments;
  let gateway: GatewayUnderTest;
  let api: WalletApiUnderTest;
  let watch: CodeRulesWatch;

  beforeAll(() => server.start().then((url) => (baseUrl = url)));
  afterAll(() => server.stop());
  let baseUrl: string;

  beforeEach(async () => {
    lines.length = 0;
    const logger = createLogger('gateway', 'info', { write: (line) => void lines.push(line) });
    gateway = new GatewayUnderTest({ ALIPAYPLUS_BASE_URL: baseUrl, CODE_RULES_MAX_AGE_SECONDS: 1 }, logger);
    payments = new FakePayments();
    const parts = gateway.parts();
    const commands = { ...parts.commands, 'wallet-app': payments };
    const options = codeRulesOf({ ...parts, commands, clock: { now: () => new Date() } });
    watch = new CodeRulesWatch({ ...options, periodMs: 20 });
    api = new WalletApiUnderTest(gateway);
    await api.start();
  });
  afterEach(async () => {
    await watch.stop();
    await api.stop();
  });

  const says = (body: string) => {
    server.answer = async (_, response: ServerResponse) => {
      const time = new Date().toISOString();
      const signed = { clientId, keyVersion: '1', privateKey: gateway.theirs.privateKey, body, time };
      const { headers } = await signedAnswer(path, signed);
      response.writeHead(200, headers).end(body);
    };
  };
  const identify = async (codeValue: unknown) => {
    const told = await api.identify(codeValue);
    expectDescribed(identifying, told);
    return told;
  };
  const decodes = async (codeValue: string) =>
    expect(await identify(codeValue)).toMatchObject({ status: 200, body: { isSupported: true, action: 'DECODE' } });
  const refusals = async () => (await metrics.registry.metrics()).match(/pulls_total\{outcome="refused"\} (\d+)/)?.[1];

  it('are asked for at the start, and kept; until then the app is told to try again', async () => {
    server.answer = (_, response) => void response.writeHead(500).end();
    await watch.start();
    await eventually(() => Promise.resolve(expect(lines.join()).toContain('answers 503 until there are some')));
    expect(watch.ready()).toBe(false);
    expect(await identify('281-1')).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });

    says(answerOf('v1', prefixRule('281')));
    await eventually(() => decodes('281-1'), { timeoutMs: 20_000 });
    expect(watch.ready()).toBe(true);
    expect(server.received.at(-1)).toMatchObject({ method: 'POST', url: path });
    expect(server.received.at(-1)?.rawBody.toString()).toBe('{}');
    expect(payments.rules).toMatchObject({ version: 'v1' });
  });

  it.each<[string, () => string | (() => void)]>([
    ['of a hostile pattern', () => answerOf('v2', prefixRule('282'), regexRule(String.raw`(a+)+\1$`))],
    [
      'of patterns that cost too much',
      () => answerOf('v2', ...[1, 2, 3, 4].map((of) => regexRule(`${of}(.{900}){3}`))),
    ],
    ['of too many rules', () => answerOf('v2', ...Array.from({ length: 1_001 }, () => prefixRule('282')))],
    [
      'too long when packed',
      () => answerOf('v2', ...Array.from({ length: 200 }, () => prefixRule(randomBytes(700).toString('hex')))),
    ],
    ['longer than 2 MiB', () => answerOf('v2', ...Array.from({ length: 900 }, () => prefixRule('2'.repeat(2_400))))],
    ['without a version', () => answerOf('', prefixRule('282'))],
    ['without rules', () => answerOf('v2')],
    ['that is no JSON', () => '<html>'],
    [
      'that is not signed',
      () => () => {
        server.answer = (_, response) => void response.end(answerOf('v2', prefixRule('282')));
      },
    ],
  ])('stay as they were when a set comes %s, and it is told', async (_, broken) => {
    says(answerOf('v1', prefixRule('281')));
    await watch.start();
    await eventually(() => decodes('281-1'), { timeoutMs: 20_000 });
    const before = await refusals();
    const set = broken();
    if (typeof set === 'string') says(set);
    else set();
    await eventually(async () => expect(await refusals()).not.toBe(before), { timeoutMs: 20_000 });
    expect(lines.join('\n')).toMatch(/"level":"error".*"outcome":"refused".*go on serving/);
    expect(payments.rules).toMatchObject({ version: 'v1' });
    await decodes('281-1');
    expect(await identify('282-1')).toMatchObject({ body: { isSupported: false, action: 'UNSUPPORTED' } });
  });

  it('go on serving while nobody answers, and are switched between two scans', async () => {
    says(answerOf('v1', prefixRule('281')));
    await watch.start();
    await eventually(() => decodes('281-1'), { timeoutMs: 20_000 });
    payments.isAway = true;
    server.answer = () => undefined;
    const asked = payments.unanswered;
    await eventually(() => Promise.resolve(expect(payments.unanswered).toBeGreaterThan(asked + 1)), {
      timeoutMs: 20_000,
    });
    await decodes('281-1');

    payments.isAway = false;
    says(answerOf('v2', prefixRule('281'), prefixRule('282')));
    while (gateway.codeBook.version !== 'v2') await decodes('281-1');
    await decodes('281-1');
    await decodes('282-1');
  });

  it.each([undefined, '', 7, '2'.repeat(8_193)])('are not asked about %#', async (codeValue) => {
    expect(await identify(codeValue)).toMatchObject({ status: 400, body: { message: /^codeValue: ./ } });
  });
});

it('takes so many codes a second of one customer, and of another as many', async () => {
  const gateway = new GatewayUnderTest({ CODE_CALLS_PER_SECOND: 1 });
  const api = new WalletApiUnderTest(gateway);
  await api.start();
  const statuses = [await api.identify('281-1'), await api.identify('281-1')].map(({ status }) => status);
  expect(statuses).toEqual([503, 429]);
  const other = await api.token({ sub: 'customer-2', aud: 'wallet-api', exp: now.getTime() / 1_000 + 600 });
  expect((await api.identify('281-1', other)).status).toBe(503);
  await api.stop();
});
