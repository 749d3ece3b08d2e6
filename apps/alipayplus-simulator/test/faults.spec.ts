import { result } from '@wallet/alipayplus';
import { request } from 'undici';
import type { JsonObject } from '../src/wire/exchange';
import { SimulatorClient } from '../src/cli/simulator-client';
import { FakeWallet } from './fake-wallet';

const notice = (paymentRequestId: string, over: JsonObject = {}) => ({
  paymentRequestId,
  paymentResult: result('SUCCESS'),
  paymentId: `id-${paymentRequestId}`,
  paymentTime: '2026-01-01T08:00:00+08:00',
  customerId: 'c-1',
  ...over,
});

describe('the faults of Alipay+', () => {
  let wallet: FakeWallet;
  let simulator: SimulatorClient;

  beforeAll(async () => {
    wallet = await new FakeWallet().start(undefined, { faults: 'notifyPayment=U*1', faultsSeed: 7 });
    simulator = new SimulatorClient(wallet.simulatorUrl);
  });
  afterAll(() => wallet.stop());

  let payments = 0;
  const notify = (over: JsonObject = {}, options = {}) =>
    wallet.call('notifyPayment', notice(`p-${payments++}`, over), options);
  const codeOf = (body: JsonObject) => (body.result as { resultCode?: string } | undefined)?.resultCode;

  it('are in force from the start if they were set', async () => {
    expect(await simulator.faults()).toEqual({ faults: 'notifyPayment=U*1', seed: 7, struck: {} });
    expect(codeOf((await notify()).body)).toBe('UNKNOWN_EXCEPTION');
    expect(codeOf((await notify()).body)).toBe('SUCCESS');
  });

  it.each([
    ['F:ACCESS_DENIED', 200, 'valid', 'ACCESS_DENIED'],
    ['F', 200, 'valid', 'PROCESS_FAIL'],
    ['error', 500, 'none', undefined],
    ['error:503', 503, 'none', undefined],
    ['redirect', 302, 'valid', 'SUCCESS'],
    ['html', 200, 'none', undefined],
    ['huge', 200, 'valid', 'SUCCESS'],
    ['gzip-bomb', 200, 'valid', undefined],
    ['unsigned', 200, 'none', 'SUCCESS'],
    ['wrong-signature', 200, 'invalid', 'SUCCESS'],
    ['misdirected', 200, 'invalid', 'SUCCESS'],
    ['stale:3600000', 200, 'valid', 'SUCCESS'],
    ['late:300', 200, 'valid', 'SUCCESS'],
  ])('answer %s', async (fault, status, signature, resultCode) => {
    await simulator.setFaults(`notifyPayment=${fault}`, undefined);
    const startedAt = Date.now();
    const answer = await notify();
    expect([answer.status, answer.signature, codeOf(answer.body)]).toEqual([status, signature, resultCode]);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(fault === 'late:300' ? 290 : 0);
    if (fault === 'huge') expect(answer.bytes).toBe(10_000_000);
    if (fault === 'stale:3600000') expect(Date.now() - Date.parse(answer.time)).toBeGreaterThan(3_500_000);
  });

  it.each([
    ['hang', /timeout/],
    ['drop', /other side closed|ECONNRESET/],
    ['rst', /ECONNRESET/],
    ['half', /other side closed|terminated|aborted/],
  ])('answer not at all: %s', async (fault, error) => {
    await simulator.setFaults(fault, undefined);
    await expect(notify({}, fault === 'hang' ? { timeoutMs: 300 } : {})).rejects.toThrow(error);
  });

  it('answer twice on one connection', async () => {
    await simulator.setFaults('twice*1', undefined);
    const answers = await wallet.rawCall('notifyPayment', notice('p-twice'));
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(new Set(answers.match(/signature: [^\r]+/gi)).size).toBe(1);
    expect(codeOf((await notify()).body)).toBe('SUCCESS');
  });

  it('strike elsewhere and not here, if they are told to', async () => {
    await simulator.setFaults('notifyElsewhere=F:PARAM_ILLEGAL', undefined);
    const uri = '/notify-elsewhere/shop-1';
    expect(codeOf((await notify()).body)).toBe('SUCCESS');
    expect(await wallet.call('notifyPayment', notice('p-away'), { uri })).toMatchObject({
      signature: 'valid',
      body: { result: { resultCode: 'PARAM_ILLEGAL' } },
    });
    const to = wallet.simulatorUrl.replace('http://', '') + uri;
    expect(await simulator.payment('p-away')).toMatchObject({ notifications: [{ to, answered: 'F:PARAM_ILLEGAL' }] });
    expect((await simulator.faults()).struck).toEqual({ 'notifyElsewhere F:PARAM_ILLEGAL': 1 });
  });

  it('do not replace the refusal of what cannot be right', async () => {
    await simulator.setFaults('', undefined);
    await wallet.call('notifyPayment', notice('p-changed'));
    await simulator.setFaults('U', undefined);
    const changed = await wallet.call('notifyPayment', notice('p-changed', { customerId: 'c-2' }));
    expect(codeOf(changed.body)).toBe('REPEAT_REQ_INCONSISTENT');
    const malformed = await wallet.call('notifyPayment', { paymentRequestId: 'p-changed' });
    expect(codeOf(malformed.body)).toBe('PARAM_ILLEGAL');
    const forged = await wallet.call('notifyPayment', notice('p-changed'), { forged: true });
    expect(codeOf(forged.body)).toBe('INVALID_SIGNATURE');
    expect(await wallet.simulate('/books')).toMatchObject({
      contradictions: ['p-changed: a repeated notifyPayment has another body', 'p-changed: a malformed notifyPayment'],
    });
  });

  it('tell of a redirect that was followed', async () => {
    await request(`${wallet.simulatorUrl}/redirected/aps/api/v1/payments/notifyPayment`).then(({ body }) =>
      body.dump(),
    );
    const { contradictions } = await wallet.simulate<{ contradictions: string[] }>('/books');
    expect(contradictions[0]).toBe('the wallet followed a redirect');
  });

  it('are refused when they cannot be read', async () => {
    await expect(simulator.setFaults('slow', undefined)).rejects.toThrow('not a fault: slow');
  });
});
