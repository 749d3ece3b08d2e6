import { Module, type DynamicModule } from '@nestjs/common';
import { keyFingerprint, type SealKeys } from '@wallet/contracts';
import { systemClock, type BreakerRules } from '@wallet/kernel';
import { DeadLetterBox, type MessageBus } from '@wallet/messaging';
import { operatorControllers, operatorProviders } from '@wallet/operator-endpoint';
import type { RedisConnection } from '@wallet/redis';
import { RememberedKey, type Logger } from '@wallet/service';
import { PaymentCodesController } from './adapters/http-in/payment-codes.controller';
import { HttpSmsSender } from './adapters/http-out/http-sms-sender';
import { InboxSmsSender } from './adapters/inbox/inbox-sms-sender';
import { otpController } from './adapters/kafka/otp.controller';
import { RedisKeyMemory } from './adapters/redis/key-guard';
import { RedisOtpRecords } from './adapters/redis/redis-otp-records';
import { RedisPaymentCodes } from './adapters/redis/redis-payment-codes';
import { CheckCode } from './application/check-code';
import { IssueCode } from './application/issue-code';
import { PaymentCodes } from './application/payment-codes';
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
    const memory = new RedisKeyMemory(redis, config.KAFKA_TOPIC_PREFIX);
    const fingerprint = keyFingerprint(config.OTP_KEY_FILE);
    const records = new RedisOtpRecords(redis, memory.guard(fingerprint), config.limits);
    const macs = new OtpMacs(config.OTP_KEY_FILE);
    const sms = new SmsBreaker({
      provider: smsProviderOf(config),
      rules: breakerRulesOf(config),
      smsTimeoutMs: config.limits.SMS_TIMEOUT_MS,
      logger,
    });
    const codeLength = config.OTP_LENGTH;
    const issueCode = new IssueCode(
      { records, macs, sms, clock: systemClock, logger },
      {
        codeLength,
        templates: templatesOf(config),
        rules: { countries: config.OTP_COUNTRIES, blockedPrefixes: config.OTP_BLOCKED_PREFIXES },
        smsTimeoutMs: config.limits.SMS_TIMEOUT_MS,
      },
    );
    const checkCode = new CheckCode({ records, macs, sealKeys, logger, codeLength });
    const kafka = { ...config.kafka, topicPrefix: config.KAFKA_TOPIC_PREFIX };
    const deadLetters = new DeadLetterBox({ ...kafka, service: 'otp', bus, logger });
    return {
      module: OtpModule,
      controllers: [
        otpController({ issueCode, checkCode }, config.SMS_CONCURRENCY),
        PaymentCodesController,
        ...operatorControllers,
      ],
      providers: [
        { provide: PaymentCodes, useValue: new RedisPaymentCodes(redis) },
        {
          provide: RememberedKey,
          useFactory: () => new RememberedKey({ setting: 'OTP_KEY_FILE', fingerprint, store: 'Redis', memory, logger }),
        },
        ...operatorProviders({ service: 'otp', config, deadLetters, logger }),
      ],
    };
  }
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
