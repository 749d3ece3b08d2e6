import { createLogger, metrics } from '@wallet/service';
import { SmsBreaker } from './sms-breaker';
import type { SmsResult } from './sms-sender';

const sms = { to: '+85252412345', text: 'x' };
const rules = { calls: 3, percent: 100, windowMs: 30_000, probeMs: 5_000 };

class Stage {
  now = 0;
  asked = 0;
  says: SmsResult | Error = 'sent';
  readonly log: string[] = [];
  readonly breaker = new SmsBreaker({
    provider: {
      send: () => {
        this.asked += 1;
        return this.says instanceof Error ? Promise.reject(this.says) : Promise.resolve(this.says);
      },
    },
    rules,
    smsTimeoutMs: 2_000,
    logger: createLogger('otp', 'info', { write: (line: string) => void this.log.push(line) }),
    now: () => this.now,
  });

  async send(times: number, timeoutMs = 2_000): Promise<unknown[]> {
    const results = [];
    for (let time = 0; time < times; time++) {
      results.push(await this.breaker.send(sms, { timeoutMs }).catch((error: Error) => error.message));
    }
    return results;
  }
}

async function alarms(): Promise<number> {
  const metric = await metrics.registry.getSingleMetric('otp_sms_breaker_opened_total')?.get();
  return metric?.values[0]?.value ?? 0;
}

describe('the provider behind its breaker', () => {
  it.each(['unknown' as const, 'unsent' as const, new Error('timeout')])(
    'is left alone after %s answers, with an alarm',
    async (says) => {
      const stage = new Stage();
      const before = await alarms();
      stage.says = says;
      await stage.send(3);
      expect(stage.breaker.isAvailable()).toBe(false);
      expect(await stage.send(50)).toEqual(Array(50).fill('unsent'));
      expect([stage.asked, (await alarms()) - before, stage.log.length]).toEqual([3, 1, 1]);
    },
  );

  it('is probed now and then, and asked again once it works', async () => {
    const stage = new Stage();
    stage.says = 'unknown';
    await stage.send(3);
    stage.now = 5_000;
    expect(stage.breaker.isAvailable()).toBe(true);
    expect(await stage.send(2)).toEqual(['unknown', 'unsent']);
    stage.now = 10_000;
    stage.says = 'sent';
    expect(await stage.send(3)).toEqual(['sent', 'sent', 'sent']);
    expect(stage.log.join()).toContain('works again');
  });

  it('is not judged by messages that it refused, nor by calls that were given too little time', async () => {
    const stage = new Stage();
    stage.says = 'refused';
    await stage.send(9);
    stage.says = 'unknown';
    await stage.send(9, 1_999);
    expect([stage.breaker.isAvailable(), stage.asked]).toEqual([true, 18]);
  });
});
