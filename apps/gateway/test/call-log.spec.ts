import { unknown } from '@wallet/kernel';
import { createLogger, metrics, traceIdOf } from '@wallet/service';
import { GatewayUnderTest } from './gateway-under-test';
import { orderPay, sendOtp, verification } from './requests';

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

  it('holds no code, login id, signature or body, also when the call fails', async () => {
    jest.spyOn(gateway.commands, 'ask').mockRejectedValueOnce(new Error('bug'));
    await gateway.call('payments/pay', verification);
    await gateway.call('payments/pay', orderPay);
    await gateway.call('users/sendOTP', sendOtp);
    await gateway.call('payments/pay', '{"a', { headers: { signature: 'secret-signature' } });
    await gateway.call('/unknown/path?secret', '');
    const text = written.join('');
    for (const secret of ['144339', '52400184', '******84', 'signature=', 'secret', 'testAliasName']) {
      expect(text).not.toContain(secret);
    }
    const answered = lines().filter(({ msg }) => msg === 'call answered');
    expect(answered.map(({ api, resultCode }) => `${String(api)} ${String(resultCode)}`)).toEqual([
      'pay UNKNOWN_EXCEPTION',
      'pay UNKNOWN_EXCEPTION',
      'sendOTP UNKNOWN_EXCEPTION',
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
    expect(text).toMatch(/gateway_waiters 3/);
  });
});
