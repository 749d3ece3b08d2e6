import { randomUUID } from 'node:crypto';
import {
  checkOtp,
  otpSubjectId,
  seal,
  sendOtp,
  type Answer,
  type CheckOtpCommand,
  type Command,
  type Handled,
  type IssueTokensCommand,
  type SendOtpCommand,
  type SettlePaymentCommand,
  type TokenBound,
} from '@wallet/contracts';
import { systemClock } from '@wallet/kernel';
import { serve, type Message } from '@wallet/messaging';
import type { RedisConnection } from '@wallet/redis';
import { createLogger } from '@wallet/service';
import { fakeMessage, RecordingBus } from '@wallet/testkit';
import type { KeyGuard } from '../src/adapters/redis/key-guard';
import { RedisOtpRecords } from '../src/adapters/redis/redis-otp-records';
import { CheckCode } from '../src/application/check-code';
import { IssueCode } from '../src/application/issue-code';
import type { Sms, SmsResult } from '../src/application/sms-sender';
import type { OtpLimits } from '../src/config';
import { defaultTemplates } from '../src/domain/message-text';
import type { OtpMacs } from '../src/domain/otp-macs';
import type { SmsRules } from '../src/domain/sms-rules';
import { checkCommand, sealKeys } from './harness-commands';

const logger = createLogger('otp-test', 'silent');
const prefixes = { order: 'otp:', 'auth-code': 'otp:code:', 'access-token': 'otp:token:' };

interface Surroundings {
  readonly redis: RedisConnection;
  readonly guard: KeyGuard;
  readonly macs: OtpMacs;
  /** Every message handed to the provider. */
  readonly messages: readonly Sms[];
  readonly isProviderAvailable: boolean;
  readonly rules: SmsRules;
  provide(sms: Sms): Promise<SmsResult>;
}

/** One order, authCode or access token, and the commands about it. */
export class HarnessSubject {
  readonly id: string;
  readonly records: RedisOtpRecords;

  constructor(
    private readonly otp: Surroundings,
    private readonly limits: OtpLimits,
    readonly command: SendOtpCommand,
  ) {
    this.id = otpSubjectId(command);
    this.records = new RedisOtpRecords(otp.redis, otp.guard, limits);
  }

  get key(): string {
    return `${prefixes[this.command.subject]}{${this.id}}`;
  }

  /** A field of the Redis hash. */
  field(name: string): Promise<string | null> {
    return this.otp.redis.client.hget(this.key, name);
  }

  /** A command as payments or auth sends it, with a new proposed id unless it is given. */
  async send(purpose: SendOtpCommand['purpose'], proposed: string = randomUUID()): Promise<Handled | undefined> {
    const issueCode = new IssueCode(
      {
        records: this.records,
        macs: this.otp.macs,
        sms: { send: (sms) => this.otp.provide(sms), isAvailable: () => this.otp.isProviderAvailable },
        clock: systemClock,
        logger,
      },
      {
        codeLength: 6,
        templates: defaultTemplates,
        rules: this.otp.rules,
        smsTimeoutMs: this.limits.SMS_TIMEOUT_MS,
      },
    );
    const command = { ...this.command, purpose, proposedVerifyRequestId: proposed } as SendOtpCommand;
    const [handled] = await issueCode.execute([fakeMessage(sendOtp, command)]);
    return handled;
  }

  /** What payments or auth is told of the code. */
  async check(code: string, verifyRequestId: string): Promise<SettlePaymentCommand['verification']['verdict']> {
    const payload = (await this.told(code, verifyRequestId)).forwarded[0]?.payload;
    if (this.command.subject === 'order') return (payload as SettlePaymentCommand).verification.verdict;
    const { grant } = payload as IssueTokensCommand;
    if (grant.kind !== 'verification-code') throw new Error(`a grant of the kind ${grant.kind}`);
    return grant.verification.verdict;
  }

  /** What otp itself answers of an access token's code; `bound` is what auth says of the token now. */
  async verify(code: string, verifyRequestId: string, bound?: TokenBound): Promise<Answer | undefined> {
    return (await this.told(code, verifyRequestId, { bound })).answers[0]?.answer;
  }

  /** A check, and what it told to whom. */
  async told(
    code: string,
    verifyRequestId: string,
    { deadline, bound }: { deadline?: Date; bound?: TokenBound | undefined } = {},
  ): Promise<RecordingBus> {
    const bus = new RecordingBus();
    const checkCode = new CheckCode({
      records: this.records,
      macs: this.otp.macs,
      sealKeys,
      logger,
      codeLength: 6,
    });
    const correlationId = randomUUID();
    const place = { topic: checkOtp.name, type: checkOtp.type, key: this.id, correlationId };
    const payload = checkCommand(this.command, { verifyRequestId, sealedOtpCode: seal(code, place, sealKeys) });
    const over: Partial<Message<CheckOtpCommand>> = { correlationId, ...(deadline && { deadline }) };
    const command = payload.subject === 'access-token' && bound ? { ...payload, bound } : payload;
    const handle = (batch: readonly Command<CheckOtpCommand>[]) => checkCode.execute(batch);
    await serve({ topic: checkOtp, handle, bus, clock: systemClock }, [fakeMessage(checkOtp, command, over)]);
    return bus;
  }

  /** The code of the newest message to this subject's number. */
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
}
