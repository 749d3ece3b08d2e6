import type { ApiName } from '@wallet/alipayplus';
import { createLogger } from '@wallet/service';
import type { Exchange, JsonObject } from '../wire/exchange';
import { Books } from '../books/books';
import { Timelines } from './timelines';

const logger = createLogger('simulator', 'silent');
const body = (paymentRequestId: string): JsonObject => ({ acquirerId: 'a', pspId: 'p', paymentRequestId });

/** Answers S to a cancel and U to all others, after 5 ms. */
class SlowGateway {
  calls = 0;

  async call(api: ApiName, request: JsonObject): Promise<Exchange> {
    this.calls++;
    const startedAt = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const unknown = { resultStatus: 'U', resultCode: 'PAYMENT_IN_PROCESS' };
    const result = api === 'cancelPayment' ? { resultStatus: 'S', resultCode: 'SUCCESS' } : unknown;
    const answer = { result, paymentResult: unknown };
    return {
      api,
      uri: '/',
      startedAt,
      answeredAt: new Date().toISOString(),
      durationMs: 5,
      ownDelayMs: 0,
      request,
      answer,
      signature: 'valid',
    };
  }
}

describe('timelines', () => {
  it('run by the hundreds side by side', async () => {
    const gateway = new SlowGateway();
    const timelines = new Timelines(gateway, new Books(), undefined, logger);
    const startedAt = Date.now();
    const all = Array.from({ length: 1_000 }, (_, index) => timelines.run(body(`p-${index}`), 0.02));
    const outcomes = (await Promise.all(all)).map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['cancelled']));
    expect(gateway.calls).toBeGreaterThanOrEqual(2_000);
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  }, 30_000);

  it('end with the simulator', async () => {
    const timelines = new Timelines(new SlowGateway(), new Books(), undefined, logger);
    const running = timelines.run(body('p-1'));
    setTimeout(() => timelines.stop(), 50);
    await expect(running).rejects.toThrow(/abort/);
  });
});
