import { unknown } from '@wallet/kernel';
import { createLogger, metrics, traceIdOf } from '@wallet/service';
import { GatewayUnderTest } from './gateway-under-test';
import * as requests from './requests';

const { orderPay, sendOtp, verification } = requests;

describe('what a call leaves behind', () => {
  const written: string[] = [];
  const gateway = new GatewayUnderTest(
    {},
    createLogger('gateway', 'trace', { write: (line) => void written.push(line) }),
  );
  const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);

  beforeAll(() => gateway.start());
  beforeEach(() => {
    written.length = 0;
    gateway.commands.answer = unknown('fault');
  });
  afterAll(() => gateway.stop());

  it('is one line with its API, payment, code, time and trace', async () => {
    gateway.commands.answer = unknown('awaiting-otp');
    await gateway.call('payments/pay', orderPay);
    expect(lines()).toEqual([
      expect.objectContaining({
        level: 'info',
        api: 'pay',
        paymentRequestId: orderPay.paymentRequestId,
        resultCode: 'VERIFICATION_IN_PROCESS',
        ms: expect.any(Number) as number,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      }),
    ]);
  });

  it('runs the command in the trace that the line names', async () => {
    await gateway.call('payments/pay', orderPay);
    expect(traceIdOf(gateway.commands.asked.at(-1)?.traceparent ?? '')).toBe(lines()[0]?.traceId);
  });

  it.each([
    ['payments/cancelPayment', requests.cancel, ['paymentRequestId']],
    ['payments/refund', requests.refund, ['paymentRequestId', 'refundRequestId']],
    ['authorizations/prepare', requests.prepareSms, ['authClientId', 'referenceAgreementId']],
    ['authorizations/applyToken', requests.applyCode, ['authClientId']],
    ['authorizations/cancelToken', requests.cancelToken, []],
    ['users/sendOTP', requests.sendOtpByToken, []],
    ['users/sendOTP', sendOtp, ['paymentRequestId']],
    ['users/verifyOTP', requests.verifyOtp, []],
  ])('of %s names what it is about', async (path, request, subject) => {
    await gateway.call(path, request);
    const known = ['level', 'time', 'service', 'msg', 'traceId', 'api', 'resultCode', 'ms'];
    expect(Object.keys(lines()[0]!).filter((field) => !known.includes(field))).toEqual(subject);
  });

  it.each([
    [{ paymentAmount: { currency: 'hkd', value: '12050' } }, 'paymentAmount'],
    [{ pspId: '1' }, 'pspId is not ours'],
    [{ order: undefined }, 'order'],
  ])('of a refused body, %j, names the payment, the field and the rule', async (over, why) => {
    await gateway.call('payments/pay', { ...orderPay, ...over });
    const { paymentRequestId } = orderPay;
    expect(lines()).toMatchObject([
      { paymentRequestId, resultCode: 'PARAM_ILLEGAL', why: expect.stringContaining(why) as string },
    ]);
  });

  it.each(['4111 1111 1111 1111', 'x'.repeat(65), {}, null])('repeats no %j as an id', async (paymentRequestId) => {
    await gateway.call('payments/pay', { ...orderPay, paymentRequestId });
    expect(lines()).toMatchObject([{ resultCode: 'PARAM_ILLEGAL' }]);
    expect(lines()[0]).not.toHaveProperty('paymentRequestId');
  });

  it('holds no code, login id, signature or body, also when the call fails', async () => {
    jest.spyOn(gateway.commands, 'ask').mockRejectedValueOnce(new Error('bug'));
    await gateway.call('payments/pay', verification);
    await gateway.call('payments/pay', orderPay);
    await gateway.call('users/sendOTP', sendOtp);
    await gateway.call('payments/pay', requests.agreementPay);
    await gateway.call('authorizations/prepare', requests.prepareSms);
    await gateway.call('authorizations/applyToken', requests.applyCodeWithOtp);
    await gateway.call('authorizations/applyToken', requests.applyRefresh);
    await gateway.call('authorizations/cancelToken', requests.cancelToken);
    await gateway.call('users/verifyOTP', requests.verifyOtp);
    await gateway.call('payments/pay', '{"a', { headers: { signature: 'secret-signature' } });
    await gateway.call('/unknown/path?secret', '');
    const text = written.join('');
    const tokens = [requests.accessToken, requests.refreshToken, requests.authCode].map((token) => token.slice(0, 9));
    const others = ['144339', '362773', '52400184', '94000811', '******84', 'signature=', 'secret', 'testAliasName'];
    for (const secret of [...tokens, ...others]) {
      expect(text).not.toContain(secret);
    }
    const answered = lines().filter(({ msg }) => msg === 'call answered');
    expect(answered.map(({ api, resultCode }) => `${String(api)} ${String(resultCode)}`)).toEqual([
      'pay UNKNOWN_EXCEPTION',
      'pay UNKNOWN_EXCEPTION',
      'sendOTP UNKNOWN_EXCEPTION',
      'pay UNKNOWN_EXCEPTION',
      'prepare UNKNOWN_EXCEPTION',
      'applyToken UNKNOWN_EXCEPTION',
      'applyToken UNKNOWN_EXCEPTION',
      'cancelToken UNKNOWN_EXCEPTION',
      'verifyOTP UNKNOWN_EXCEPTION',
      'pay INVALID_SIGNATURE',
      'none NO_INTERFACE_DEF',
    ]);
    expect(lines().filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('counts the call by API and code', async () => {
    gateway.commands.waiting = 3;
    await gateway.call('payments/pay', orderPay);
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/gateway_calls_total\{api="pay",code="UNKNOWN_EXCEPTION"\} \d/);
    expect(text).toMatch(/gateway_call_seconds_count\{api="pay"\} \d/);
    expect(text).toMatch(/gateway_waiters\{caller="alipayplus"\} 3/);
  });
});
