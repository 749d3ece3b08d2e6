import { randomBytes, randomUUID } from 'node:crypto';
import { checkOtp, seal, sendOtp, type Answer, type SendOtp, type SettlePayment } from '@wallet/contracts';
import { systemClock } from '@wallet/kernel';
import { Money } from '@wallet/money';
import { RedisConnection } from '@wallet/redis';
import { createLogger } from '@wallet/service';
import { fakeMessage, RecordingBus, testRedisUrl } from '@wallet/testkit';
import { RedisOtpRecords } from '../src/adapters/redis/redis-otp-records';
import { CheckCode } from '../src/application/check-code';
import { IssueCode } from '../src/application/issue-code';
import type { Sms, SmsResult } from '../src/application/sms-sender';
import { defaultTemplate } from '../src/domain/message-text';
import type { OtpLimits } from '../src/domain/otp-limits';
import { OtpMacs } from '../src/domain/otp-macs';

const defaults: OtpLimits = {
  codeLifeMs: 300_000,
  maxTries: 3,
  resendMs: 60_000,
  maxSends: 3,
  sendsPerNumberHour: 5,
  sendsPerNumberDay: 10,
  smsTimeoutMs: 2_000,
};
const sealKey = randomBytes(32);
const sealKeys = { current: '1', key: () => sealKey };

/** otp's use cases on the real Redis; the provider, the gateway and payments are recorded. */
export class OtpHarness {
  readonly messages: Sms[] = [];
  /** What the provider says to the next messages, then `sent`. */
  readonly providerSays: SmsResult[] = [];
  readonly redis = new RedisConnection(testRedisUrl(), createLogger('otp-test', 'silent'));
  readonly macs = new OtpMacs(randomBytes(32));

  start(): Promise<void> {
    return this.redis.start();
  }

  stop(): Promise<void> {
    return this.redis.stop();
  }

  /** An order of a number of its own, on the default limits but these. */
  order(limits: Partial<OtpLimits> = {}, over: Partial<SendOtp> = {}): HarnessOrder {
    return new HarnessOrder(this, { ...defaults, ...limits }, over);
  }
}

export class HarnessOrder {
  readonly id = randomUUID();
  readonly records: RedisOtpRecords;
  private readonly command: SendOtp;

  constructor(
    private readonly otp: OtpHarness,
    private readonly limits: OtpLimits,
    over: Partial<SendOtp>,
  ) {
    this.records = new RedisOtpRecords(otp.redis, limits);
    this.command = {
      paymentRequestId: this.id,
      purpose: 'order',
      proposedVerifyRequestId: randomUUID(),
      bound: { amount: Money.of('HKD', 12050n), referenceMerchantId: 'M-1', customerId: 'C-1' },
      mobileNumber: `+852${randomUUID()}`,
      merchantName: 'Corner Shop',
      orderExpiresAt: new Date(Date.now() + 600_000).toISOString(),
      ...over,
    };
  }

  get key(): string {
    return `otp:{${this.id}}`;
  }

  /** A field of the Redis hash. */
  field(name: string): Promise<string | null> {
    return this.otp.redis.client.hget(this.key, name);
  }

  /** A command as payments sends it, with a new proposed id unless it is given. */
  async send(purpose: SendOtp['purpose'], proposed: string = randomUUID()): Promise<Answer | undefined> {
    const bus = new RecordingBus();
    const issueCode = new IssueCode(
      {
        records: this.records,
        macs: this.otp.macs,
        sms: { send: (sms) => this.provide(sms) },
        answers: bus,
        clock: systemClock,
        logger: createLogger('otp-test', 'silent'),
      },
      { codeLength: 6, template: defaultTemplate, smsTimeoutMs: this.limits.smsTimeoutMs },
    );
    await issueCode.execute(fakeMessage(sendOtp, { ...this.command, purpose, proposedVerifyRequestId: proposed }));
    return bus.answers[0]?.answer;
  }

  async check(code: string, verifyRequestId: string): Promise<SettlePayment['verification']['verdict']> {
    const bus = new RecordingBus();
    const checkCode = new CheckCode({
      records: this.records,
      macs: this.otp.macs,
      forwarding: bus,
      sealKeys,
      logger: createLogger('otp-test', 'silent'),
    });
    const correlationId = randomUUID();
    const place = { topic: checkOtp.name, type: checkOtp.type, key: this.id, correlationId };
    const payload = { paymentRequestId: this.id, verifyRequestId, sealedOtpCode: seal(code, place, sealKeys) };
    await checkCode.execute(fakeMessage(checkOtp, payload, { correlationId }));
    return (bus.forwarded[0]?.payload as SettlePayment).verification.verdict;
  }

  /** The code of the newest message to this order's number. */
  newestCode(): string {
    return this.codes().at(-1) ?? 'no message';
  }

  codes(): string[] {
    const own = this.otp.messages.filter(({ to }) => to === this.command.mobileNumber);
    return own.map(({ text }) => /^\d+/.exec(text)?.[0] ?? 'no code');
  }

  /** So many codes that are not the newest. */
  wrongCodes(count: number): string[] {
    const right = Number(this.newestCode());
    return Array.from({ length: count }, (_, index) => String((right + index + 1) % 1_000_000).padStart(6, '0'));
  }

  private provide(sms: Sms): Promise<SmsResult> {
    this.otp.messages.push(sms);
    return Promise.resolve(this.otp.providerSays.shift() ?? 'sent');
  }
}
