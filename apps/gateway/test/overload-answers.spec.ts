import { refused } from '@wallet/kernel';
import { metrics } from '@wallet/service';
import type { Config } from '../src/config';
import { GatewayUnderTest } from './gateway-under-test';
import { inquiry, orderPay } from './requests';

const url = '/aps/api/v1/payments/inquiryPayment';

describe('an answer that comes too late or cannot be signed in time', () => {
  const reasonsSeen = async () => {
    const { values } = await metrics.counter('gateway_shed_calls_total', '', ['api', 'reason']).get();
    return values.map(({ labels }) => labels.reason);
  };

  async function inquire(over: Partial<Config>) {
    const gateway = await new GatewayUnderTest(over).start();
    gateway.commands.answer = refused('OrderNotFound');
    const payload = JSON.stringify(inquiry);
    const headers = await gateway.headers({ method: 'POST', uri: url, payload });
    const { statusCode } = await gateway.inject({ method: 'POST', url, payload, headers });
    const asked = gateway.commands.asked.length;
    await gateway.stop();
    return { statusCode, asked };
  }

  it('is a bare 503 when too many signatures are being made', async () => {
    expect(await inquire({ MAX_SIGNATURES: 1 })).toEqual({ statusCode: 200, asked: 1 });
    expect(await inquire({ MAX_SIGNATURES: 0 })).toEqual({ statusCode: 503, asked: 1 });
    expect(await reasonsSeen()).toContain('signing');
  });

  it('is a bare 503 past the time in which Alipay+ waits, and nothing is asked for it', async () => {
    expect(await inquire({ WALL_MS: -2_000 })).toEqual({ statusCode: 503, asked: 0 });
    expect(await reasonsSeen()).toContain('late');
  });

  it('is a bare 503 when the key store signs late or not at all, whether the call was proven or not', async () => {
    for (const sign of [
      () => new Promise<never>(() => undefined),
      () => Promise.reject(new Error('the token is gone')),
    ]) {
      const gateway = new GatewayUnderTest({ SIGN_TIMEOUT_MS: 50 });
      gateway.store = { sign };
      await gateway.start();
      const payload = JSON.stringify(inquiry);
      const headers = await gateway.headers({ method: 'POST', uri: url, payload });
      for (const signature of [headers['signature'], 'signature=AAAA']) {
        const answer = await gateway.inject({ method: 'POST', url, payload, headers: { ...headers, signature } });
        expect([answer.statusCode, answer.payload]).toEqual([503, '']);
      }
      await gateway.stop();
    }
    expect(await reasonsSeen()).toContain('unsigned');
  });

  it('is signed between our own deadline and the moment at which Alipay+ hangs up', async () => {
    const gateway = await new GatewayUnderTest({ PAY_WALL_MS: -1 }).start();
    const { body } = await gateway.call('payments/pay', orderPay);
    expect(body.result).toMatchObject({ resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT', resultStatus: 'U' });
    await gateway.stop();
  });
});
