import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { SealKeys } from '@wallet/contracts';
import { systemClock, type BreakerRules } from '@wallet/kernel';
import { DeadLetterBox, type MessageBus } from '@wallet/messaging';
import {
  deadLetterProviders,
  DeadLettersController,
  operatorAuthProvider,
  OperatorErrorFilter,
} from '@wallet/operator-endpoint';
import type { RedisConnection } from '@wallet/redis';
import type { Logger } from '@wallet/service';
import { HttpSmsSender } from './adapters/http/http-sms-sender';
import { InboxSmsSender } from './adapters/inbox/inbox-sms-sender';
import { CheckOtpConsumer } from './adapters/kafka/check-otp.consumer';
import { sendOtpConsumer } from './adapters/kafka/send-otp.consumer';
import { RedisOtpRecords } from './adapters/redis/redis-otp-records';
import { CheckCode } from './application/check-code';
import { IssueCode } from './application/issue-code';
import { SmsBreaker } from './application/sms-breaker';
import type { SmsProvider } from './application/sms-sender';
import type { OtpConfig } from './config';
import type { MessageTemplates } from './domain/message-text';
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
    const records = new RedisOtpRecords(redis, config.limits);
    const macs = new OtpMacs(config.OTP_KEY_FILE);
    const sms = new SmsBreaker({
      provider: smsProviderOf(config),
      rules: breakerRulesOf(config),
      smsTimeoutMs: config.limits.SMS_TIMEOUT_MS,
      logger,
    });
    const issueCode = (): IssueCode =>
      new IssueCode(
        { records, macs, sms, answers: bus, clock: systemClock, logger },
        {
          codeLength: config.OTP_LENGTH,
          templates: templatesOf(config),
          rules: { countries: config.OTP_COUNTRIES, blockedPrefixes: config.OTP_BLOCKED_PREFIXES },
          smsTimeoutMs: config.limits.SMS_TIMEOUT_MS,
        },
      );
    const checkCode = (): CheckCode =>
      new CheckCode({
        ...{ records, macs, forwarding: bus, answers: bus, sealKeys, clock: systemClock, logger },
        codeLength: config.OTP_LENGTH,
      });
    return {
      module: OtpModule,
      controllers: [sendOtpConsumer(config.SMS_CONCURRENCY), CheckOtpConsumer, DeadLettersController],
      providers: [
        { provide: IssueCode, useFactory: issueCode },
        { provide: CheckCode, useFactory: checkCode },
        ...operatorProviders({ config, bus, logger }),
      ],
    };
  }
}

function operatorProviders({ config, bus, logger }: Pick<OtpParts, 'config' | 'bus' | 'logger'>): Provider[] {
  const kafka = { brokers: config.KAFKA_BROKERS, topicPrefix: config.KAFKA_TOPIC_PREFIX };
  return [
    operatorAuthProvider(config),
    { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
    ...deadLetterProviders(new DeadLetterBox({ ...kafka, service: 'otp', bus, logger }), logger),
  ];
}

function breakerRulesOf(config: OtpConfig): BreakerRules {
  return {
    calls: config.SMS_BREAKER_CALLS,
    percent: config.SMS_BREAKER_PERCENT,
    windowMs: config.SMS_BREAKER_WINDOW_SECONDS * 1_000,
    probeMs: config.SMS_BREAKER_PROBE_SECONDS * 1_000,
  };
}

function templatesOf(config: OtpConfig): MessageTemplates {
  return {
    order: config.SMS_TEMPLATE,
    'auth-code': config.SMS_TEMPLATE_AUTHORIZATION,
    'access-token': config.SMS_TEMPLATE_VERIFICATION,
  };
}

function smsProviderOf(config: OtpConfig): SmsProvider {
  if (config.SMS_SENDER === 'inbox') return new InboxSmsSender(config.SMS_INBOX_DIR);
  const { SMS_URL: url, SMS_TOKEN_FILE: token, SMS_CONCURRENCY: connections } = config;
  return new HttpSmsSender({ url, connections, ...(token && { token }) });
}
