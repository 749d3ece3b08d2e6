import { z } from 'zod';

/** Why an order is refused: stored with it, and told to Alipay+. */
const orderRefusals = [
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
  'QuoteExpired',
  'QuoteInconsistent',
  'RepeatInconsistent',
  'SingleLimitExceeded',
  'TokenExpired',
  'TokenInvalid',
] as const;

/** Why a cancellation or a refund is refused, beside the refusals that they share with orders. */
const reversalRefusals = ['CancelWindowExceeded', 'RefundAmountExceeded', 'RefundWindowExceeded'] as const;

/** Why a refund is refused: stored under its refundRequestId. */
export const refundRefusalSchema = z.enum([
  'AmountsInconsistent',
  'CustomerNotFound',
  'OrderClosed',
  'OrderNotFound',
  'RefundAmountExceeded',
  'RefundWindowExceeded',
]);
export type RefundRefusal = z.infer<typeof refundRefusalSchema>;

/** Why a code, a token or a consent is refused, beside the refusals that it shares with orders. */
const authorizationRefusals = [
  'AgreementNotFound',
  'AuthClientInvalid',
  'CodeExpired',
  'CodeInvalid',
  'CodeNotSendable',
  'CodeUsed',
  'ConsentDecided',
  'ConsentExpired',
  'ConsentNotFound',
  'RefreshTokenExpired',
  'RefreshTokenInvalid',
  'RefreshTokenUsed',
] as const;

export const orderRefusalSchema = z.enum(orderRefusals);
export type OrderRefusal = z.infer<typeof orderRefusalSchema>;

/** Every expected "no" of the system: a final business decision, data that crosses Kafka. */
export const refusals = [...orderRefusals, ...reversalRefusals, ...authorizationRefusals] as const;

export const refusalSchema = z.enum(refusals);
export type Refusal = z.infer<typeof refusalSchema>;
