import { operatorSettings } from '@wallet/operator-endpoint';
import { postgresSettings } from '@wallet/postgres';
import { commonSettings, parseConfig, settings } from '@wallet/service';
import { z } from 'zod';
import type { Policy } from './application/policy';

const schema = z.object({
  ...commonSettings,
  ...postgresSettings,
  ...operatorSettings,
  DATABASE_URL: settings.url(),
  /** Limits are in minor units of the wallet's currency. */
  SINGLE_LIMIT: settings.minorUnits(500_000n),
  DAILY_AMOUNT_LIMIT: settings.minorUnits(2_000_000n),
  DAILY_COUNT_LIMIT: settings.positiveInt(50),
  AGREEMENT_SINGLE_LIMIT: settings.minorUnits(500_000n),
  AGREEMENT_DAILY_LIMIT: settings.minorUnits(2_000_000n),
  MIN_KYC_LEVEL: settings.nonNegativeInt(1),
  ORDER_LIFE_SECONDS: settings.positiveInt(600),
  TOKEN_ORDER_LIFE_SECONDS: settings.positiveInt(60),
  REFUND_WINDOW_DAYS: settings.positiveInt(366),
  OUTBOX_RETENTION_DAYS: settings.positiveInt(7),
  /** How long the usage of a day is kept; a cancellation gives back to the day of its payment. */
  USAGE_RETENTION_DAYS: settings
    .positiveInt(7)
    .refine((days) => days >= 3, { message: 'must be 3 at least: a cancellation may still give back' }),
  /** Where the business day of the daily limits begins. */
  DAY_OFFSET: settings.utcOffset('+08:00'),
});

export type PaymentsConfig = z.infer<typeof schema>;

export const readConfig = (): PaymentsConfig => parseConfig(schema, process.env);

/** For migrations DATABASE_URL is of the role that owns the schema, not of the service. */
export const readMigrationConfig = () => parseConfig(z.object({ DATABASE_URL: settings.url() }), process.env);

export function policyOf(config: PaymentsConfig): Policy {
  return {
    limits: {
      single: config.SINGLE_LIMIT,
      dailyAmount: config.DAILY_AMOUNT_LIMIT,
      dailyCount: config.DAILY_COUNT_LIMIT,
    },
    agreementLimits: { single: config.AGREEMENT_SINGLE_LIMIT, dailyAmount: config.AGREEMENT_DAILY_LIMIT },
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
