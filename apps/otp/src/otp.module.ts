import { Module, type DynamicModule } from '@nestjs/common';
import type { SealKeys } from '@wallet/contracts';
import { systemClock } from '@wallet/kernel';
import type { MessageBus } from '@wallet/messaging';
import type { RedisConnection } from '@wallet/redis';
import type { Logger } from '@wallet/service';
import { HttpSmsSender } from './adapters/http/http-sms-sender';
import { InboxSmsSender } from './adapters/inbox/inbox-sms-sender';
import { CheckOtpConsumer } from './adapters/kafka/check-otp.consumer';
import { sendOtpConsumer } from './adapters/kafka/send-otp.consumer';
import { RedisOtpRecords } from './adapters/redis/redis-otp-records';
import { CheckCode } from './application/check-code';
import { IssueCode } from './application/issue-code';
import type { SmsSender } from './application/sms-sender';
import type { OtpConfig } from './config';
import type { MessageTemplates } from './domain/message-text';
import type { OtpLimits } from './domain/otp-limits';
import { OtpMacs } from './domain/otp-macs';

export interface OtpParts {
  readonly config: OtpConfig;
  readonly redis: RedisConnection;
  readonly bus: MessageBus;
  readonly sealKeys: SealKeys;
  readonly logger: Logger;
}

@Module({})
export class OtpModule {
  static create({ config, redis, bus, sealKeys, logger }: OtpParts): DynamicModule {
    const records = new RedisOtpRecords(redis, limitsOf(config));
    const macs = new OtpMacs(config.OTP_KEY_FILE);
    const sms = smsSenderOf(config);
    const issueCode = (): IssueCode =>
      new IssueCode(
        { records, macs, sms, answers: bus, clock: systemClock, logger },
        { codeLength: config.OTP_LENGTH, templates: templatesOf(config), smsTimeoutMs: config.SMS_TIMEOUT_MS },
      );
    const checkCode = (): CheckCode =>
      new CheckCode({ records, macs, forwarding: bus, answers: bus, sealKeys, clock: systemClock, logger });
    return {
      module: OtpModule,
      controllers: [sendOtpConsumer(config.SMS_CONCURRENCY), CheckOtpConsumer],
      providers: [
        { provide: IssueCode, useFactory: issueCode },
        { provide: CheckCode, useFactory: checkCode },
      ],
    };
  }
}

function limitsOf(config: OtpConfig): OtpLimits {
  return {
    codeLifeMs: config.OTP_LIFE_SECONDS * 1_000,
    maxTries: config.OTP_MAX_TRIES,
    resendMs: config.OTP_RESEND_SECONDS * 1_000,
    maxSends: config.OTP_MAX_SENDS,
    sendsPerNumberHour: config.OTP_SENDS_PER_NUMBER_HOUR,
    sendsPerNumberDay: config.OTP_SENDS_PER_NUMBER_DAY,
    smsTimeoutMs: config.SMS_TIMEOUT_MS,
  };
}

function templatesOf(config: OtpConfig): MessageTemplates {
  return {
    order: config.SMS_TEMPLATE,
    'auth-code': config.SMS_TEMPLATE_AUTHORIZATION,
    'access-token': config.SMS_TEMPLATE_VERIFICATION,
  };
}

function smsSenderOf(config: OtpConfig): SmsSender {
  if (config.SMS_SENDER === 'inbox') return new InboxSmsSender(config.SMS_INBOX_DIR);
  const { SMS_URL: url, SMS_TOKEN_FILE: token, SMS_CONCURRENCY: connections } = config;
  return new HttpSmsSender({ url, connections, ...(token && { token }) });
}
