import { z } from 'zod';

/** Every expected "no" of the system: a final business decision, data that crosses Kafka. */
export const refusals = [
  'AmountsInconsistent',
  'BalanceNotEnough',
  'CurrencyNotSupported',
  'CustomerNotActive',
  'CustomerNotFound',
  'DailyAmountLimitExceeded',
  'DailyCountLimitExceeded',
  'KycNotQualified',
  'OrderClosed',
  'OrderNotFound',
  'OtpTriesExhausted',
  'RepeatInconsistent',
  'SingleLimitExceeded',
] as const;

export const refusalSchema = z.enum(refusals);
export type Refusal = z.infer<typeof refusalSchema>;
