import { kafkaSettings } from '@wallet/messaging';
import { amountsByCurrency } from '@wallet/money';
import { approvalSettings, operatorAuthSettings, operatorSettings } from '@wallet/operator-endpoint';
import { databaseSettings, postgresSettings } from '@wallet/postgres';
import { commonSettings, parseConfig, settings } from '@wallet/service';
import { z } from 'zod';
import type { Policy } from './application/policy';

/** About the same value in each: a payment of USD 600, and four of them a day. */
const defaults = {
  single:
    'BDT:7000000,CNY:450000,EUR:60000,GBP:50000,HKD:500000,IDR:1000000000,JPY:100000,KRW:900000,KWD:200000,' +
    'KZT:30000000,MOP:500000,MYR:300000,PHP:3500000,PKR:17000000,SGD:80000,THB:2000000,TWD:2000000,USD:60000,VND:16000000',
  day:
    'BDT:28000000,CNY:1800000,EUR:240000,GBP:200000,HKD:2000000,IDR:4000000000,JPY:400000,KRW:3600000,KWD:800000,' +
    'KZT:120000000,MOP:2000000,MYR:1200000,PHP:14000000,PKR:68000000,SGD:320000,THB:8000000,TWD:8000000,USD:240000,VND:64000000',
};
const paymentsSettings = z.object({
  ...commonSettings,
  ...postgresSettings,
  ...operatorSettings,
  SINGLE_LIMITS: amountsByCurrency(defaults.single),
  DAILY_AMOUNT_LIMITS: amountsByCurrency(defaults.day),
  DAILY_COUNT_LIMIT: settings.positiveInt(50),
  AGREEMENT_SINGLE_LIMITS: amountsByCurrency(defaults.single),
  AGREEMENT_DAILY_LIMITS: amountsByCurrency(defaults.day),
  AGREEMENT_MERCHANT: settings.word(['report', 'refuse'], 'report'),
  MIN_KYC_LEVEL: settings.nonNegativeInt(1),
  ORDER_LIFE_SECONDS: settings.positiveInt(600),
  TOKEN_ORDER_LIFE_SECONDS: settings.positiveInt(60),
  REFUND_WINDOW_DAYS: settings.positiveInt(366),
  ...approvalSettings,
  OUTBOX_RETENTION_DAYS: settings.positiveInt(7),
  /** How long the usage of a day is kept; a cancellation gives back to the day of its payment. */
  USAGE_RETENTION_DAYS: settings
    .positiveInt(7)
    .refine((days) => days >= 3, { message: 'must be 3 at least: a cancellation may still give back' }),
  /** Where the business day of the daily limits begins. */
  DAY_OFFSET: settings.utcOffset('+08:00'),
});

const schema = paymentsSettings.and(kafkaSettings).and(databaseSettings).and(operatorAuthSettings);
export type PaymentsConfig = z.infer<typeof schema>;

/** One number for all currencies; the release before reads them, so both names may be set while it is replaced. */
const replaced = {
  SINGLE_LIMIT: 'SINGLE_LIMITS=HKD:500000,JPY:80000',
  DAILY_AMOUNT_LIMIT: 'DAILY_AMOUNT_LIMITS=HKD:2000000,JPY:320000',
  AGREEMENT_SINGLE_LIMIT: 'AGREEMENT_SINGLE_LIMITS=HKD:500000,JPY:80000',
  AGREEMENT_DAILY_LIMIT: 'AGREEMENT_DAILY_LIMITS=HKD:2000000,JPY:320000',
};

export const readConfig = (env = process.env): PaymentsConfig => parseConfig(schema, env, replaced);

/** For migrations the URL is of the role that owns the schema, not of the service. */
export const readMigrationConfig = () => parseConfig(databaseSettings, process.env);

export function policyOf(config: PaymentsConfig): Policy {
  return {
    limits: {
      single: config.SINGLE_LIMITS,
      dailyAmount: config.DAILY_AMOUNT_LIMITS,
      dailyCount: config.DAILY_COUNT_LIMIT,
    },
    agreementLimits: { single: config.AGREEMENT_SINGLE_LIMITS, dailyAmount: config.AGREEMENT_DAILY_LIMITS },
    agreementMerchant: config.AGREEMENT_MERCHANT,
    minKycLevel: config.MIN_KYC_LEVEL,
    orderLifeMs: config.ORDER_LIFE_SECONDS * 1_000,
    tokenOrderLifeMs: config.TOKEN_ORDER_LIFE_SECONDS * 1_000,
    refundWindowDays: config.REFUND_WINDOW_DAYS,
    dayOffsetMinutes: minutesOf(config.DAY_OFFSET),
  };
}

/** `+08:00` -> 480. */
function minutesOf(offset: string): number {
  const [hours, minutes] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * ((hours ?? 0) * 60 + (minutes ?? 0));
}
