import { randomBytes } from 'node:crypto';
import { RedisConnection } from '@wallet/redis';
import { createLogger, metrics } from '@wallet/service';
import { testRedisUrl } from '@wallet/testkit';
import type { Sms, SmsResult } from '../src/application/sms-sender';
import { defaultLimits, type OtpLimits } from '../src/config';
import { OtpMacs } from '../src/domain/otp-macs';
import { sendCommands, type Over } from './harness-commands';
import { HarnessSubject } from './harness-subject';

const defaults: OtpLimits = { ...defaultLimits, OTP_SENDS_PER_MERCHANT_HOUR: 1_000_000 };

/** otp's use cases on the real Redis; the provider, the gateway, payments and auth are recorded. */
export class OtpHarness {
  readonly messages: Sms[] = [];
  /** What the provider says to the next messages, then `sent`. */
  readonly providerSays: (SmsResult | Promise<SmsResult>)[] = [];
  isProviderAvailable = true;
  readonly rules = { countries: ['852', '1'], blockedPrefixes: ['85290'] };
  readonly redis = new RedisConnection({ url: testRedisUrl() }, createLogger('otp-test', 'silent'));
  readonly macs = new OtpMacs(randomBytes(32));

  start(): Promise<void> {
    return this.redis.start();
  }

  stop(): Promise<void> {
    return this.redis.stop();
  }

  /** An order of a number of its own, on the default limits but these. */
  order(limits: Partial<OtpLimits> = {}, over: Over = {}): HarnessSubject {
    return new HarnessSubject(this, { ...defaults, ...limits }, sendCommands.order(over));
  }

  authCode(limits: Partial<OtpLimits> = {}, over: Over = {}): HarnessSubject {
    return new HarnessSubject(this, { ...defaults, ...limits }, sendCommands.authCode(over));
  }

  accessToken(limits: Partial<OtpLimits> = {}, over: Over = {}): HarnessSubject {
    return new HarnessSubject(this, { ...defaults, ...limits }, sendCommands.accessToken(over));
  }

  provide(sms: Sms): Promise<SmsResult> {
    this.messages.push(sms);
    return Promise.resolve(this.providerSays.shift() ?? 'sent');
  }

  /** Codes compared so far in this process. */
  async comparisons(): Promise<number> {
    const metric = await metrics.registry.getSingleMetric('otp_comparisons_total')?.get();
    return metric?.values[0]?.value ?? 0;
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
