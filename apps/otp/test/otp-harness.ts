import { randomBytes, randomUUID } from 'node:crypto';
import { keyFingerprint } from '@wallet/contracts';
import { RedisConnection } from '@wallet/redis';
import { createLogger, metrics } from '@wallet/service';
import { testRedisUrl } from '@wallet/testkit';
import { RedisKeyMemory } from '../src/adapters/redis/key-guard';
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
  private readonly key = randomBytes(32);
  readonly macs = new OtpMacs(this.key);
  readonly fingerprint = keyFingerprint(this.key);
  readonly memory = new RedisKeyMemory(this.redis, randomUUID());
  readonly guard = this.memory.guard(this.fingerprint);

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

  /** What another pod has of the same subject. */
  sharing({ command }: HarnessSubject): HarnessSubject {
    return new HarnessSubject(this, defaults, command);
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
